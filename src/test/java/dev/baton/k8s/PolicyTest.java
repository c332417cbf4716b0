package dev.baton.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy sees what it is there for: each time one thing is wrong. */
class PolicyTest {
  private static final String RIGHT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        template:
          metadata: {labels: {app: shop}}
          spec:
            automountServiceAccountToken: false
            enableServiceLinks: false
            securityContext:
              runAsNonRoot: true
              runAsUser: 65532
              seccompProfile: {type: RuntimeDefault}
            containers:
              - name: shop
                image: registry.example/shop:1.2.3
                imagePullPolicy: IfNotPresent
                readinessProbe: {httpGet: {path: /ready, port: 80}}
                livenessProbe: {httpGet: {path: /live, port: 80}}
                resources:
                  requests: {cpu: 100m, memory: 64Mi}
                  limits: {cpu: 1, memory: 128Mi}
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
            volumes: []
      """;

  private static List<String> violations(String yaml) {
    return Manifests.parse(yaml).workloads().stream()
        .flatMap(workload -> Policy.violations(workload).stream())
        .toList();
  }

  @Test
  void whatIsRightPasses() {
    assertEquals(List.of(), violations(RIGHT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "runAsNonRoot: true | runAsNonRoot: false | may run as root",
        "runAsUser: 65532 | runAsUser: 0 | runs as root",
        "seccompProfile: {type: RuntimeDefault} | fsGroup: 1 | has no seccomp profile",
        "automountServiceAccountToken: false | hostname: a | has the cluster's token",
        "enableServiceLinks: false | hostname: a | takes settings from its neighbours",
        "enableServiceLinks: false | {same}, hostNetwork: true | is part of its host",
        "enableServiceLinks: false | {same}, hostPID: true | is part of its host",
        "volumes: [] | volumes: [{hostPath: {path: /}, name: a}] | has files of its host",
        "shop:1.2.3 | shop:latest | has no version",
        "shop:1.2.3 | shop | has no version",
        "shop:1.2.3 | shop:stable | has no version",
        "IfNotPresent | Always | is pulled at every start",
        "allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | may gain more",
        "readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | may write to its image",
        "{drop: [ALL]} | {drop: [KILL]} | has capabilities",
        "{drop: [ALL]} | {drop: [ALL], add: [NET_ADMIN]} | has capabilities",
        "readOnlyRootFilesystem: true | {same}, privileged: true | is privileged",
        "readOnlyRootFilesystem: true | {same}, runAsUser: 0 | says otherwise than its pod",
        "requests: {cpu: 100m, memory: 64Mi} | requests: {cpu: 100m} | asks for no memory",
        "limits: {cpu: 1, memory: 128Mi} | limits: {memory: 128Mi} | has no limit of cpu",
        "limits: {cpu: 1, memory: 128Mi} | limits: {cpu: 1, memory: 1Mi} | has no limit of memory",
        "readinessProbe: | startupProbe: | isn't asked whether it is ready",
        "livenessProbe: | startupProbe: | isn't asked whether it lives",
        "containers: | initContainers: [{name: a, image: a}], containers: | has no version: a"
      })
  void whatIsWrongIsSeen(String right, String wrong, String said) {
    // On a line of its own, as deep as the one that it follows.
    String line =
        RIGHT.lines().filter(one -> one.contains(right)).findFirst().orElseThrow().split("\\S")[0];
    String changed =
        wrong
            .replace("{same}", right)
            .replaceFirst(", (?=host|priv|runAs|containers)", "\n" + line);

    var violations = violations(RIGHT.replace(right, changed));

    assertTrue(
        violations.stream().anyMatch(one -> one.startsWith("shop: " + said)),
        () -> violations + " of " + changed);
  }
}
