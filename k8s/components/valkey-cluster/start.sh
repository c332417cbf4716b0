#!/bin/sh
# Starts one node. It keeps who it is on its disk (nodes.conf); its address is new with every start, so
# it meets the others again, in case all of them have moved at once.
set -eu

known=0
[ ! -f /data/nodes.conf ] || known=$(grep -c '@' /data/nodes.conf || true)

meet() {
  until valkey-cli ping 2>/dev/null | grep -q PONG; do sleep 1; done
  for peer in $PEERS; do
    address=$(getent hosts "$peer") || continue
    valkey-cli cluster meet "${address%% *}" 6379 >/dev/null || true
  done
}
[ "$known" -lt 2 ] || meet &

# From standard input, so that the password stands in no list of processes.
exec valkey-server /etc/valkey/node.conf - <<CONF
requirepass $REDISCLI_AUTH
primaryauth $REDISCLI_AUTH
cluster-announce-ip $POD_IP
CONF
