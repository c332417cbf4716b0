#!/bin/sh
# Makes the nodes one cluster, once; does nothing where they are one already.
set -eu

addresses=
for peer in $PEERS; do
  until address=$(getent hosts "$peer") && valkey-cli -h "${address%% *}" ping 2>/dev/null | grep -q PONG; do sleep 1; done
  if valkey-cli -h "${address%% *}" cluster info | grep -q '^cluster_slots_assigned:16384'; then
    echo "The cluster is there."
    exit 0
  fi
  addresses="$addresses ${address%% *}:6379"
done
# shellcheck disable=SC2086
valkey-cli --cluster create $addresses --cluster-replicas 1 --cluster-yes
