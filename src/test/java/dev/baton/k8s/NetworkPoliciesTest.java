package dev.baton.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.k8s.Manifests.Workload;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pod has a policy, and reaches what it uses and nothing else. */
class NetworkPoliciesTest {
  /** Private, shared and link-local addresses: the cluster's own, and the machine's metadata. */
  private static final Set<String> OUT_OF_REACH =
      Set.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void everyPodHasAPolicyAndReachesWhatItUses(String overlay) {
    var manifests = Kustomize.build(overlay);
    assertTrue(
        manifests
            .one(NetworkPolicy.class, "default-deny")
            .getSpec()
            .getPolicyTypes()
            .containsAll(List.of("Ingress", "Egress")));
    for (Workload workload : manifests.workloads()) {
      assertTrue(
          policies(manifests, workload).stream()
              .anyMatch(p -> !p.getMetadata().getName().equals("default-deny")),
          workload.name());
    }
    var gateway = manifests.workload("baton");
    assertTrue(reaches(manifests, gateway, manifests.workload("valkey"), 6379));
    assertFalse(reaches(manifests, manifests.workload("valkey"), gateway, 8080));
    if (overlay.endsWith("local")) {
      assertTrue(reaches(manifests, gateway, manifests.workload("sandbox"), 8080));
    } else {
      assertTrue(
          reaches(manifests, manifests.workload("valkey"), manifests.workload("valkey"), 16379));
      assertTrue(
          reaches(
              manifests, manifests.workload("valkey-form"), manifests.workload("valkey"), 6379));
    }
    var ingress = manifests.one(NetworkPolicy.class, "baton").getSpec().getIngress();
    assertEquals(2, ingress.size(), "callers at the API's port, Prometheus at the other");
    assertTrue(
        ingress.stream()
            .allMatch(rule -> rule.getPorts().size() == 1 && rule.getFrom().size() == 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void nothingGetsOutButToNeighboursToDnsAndOverTls(String overlay) {
    for (var policy : Kustomize.build(overlay).of(NetworkPolicy.class)) {
      for (var rule : policy.getSpec().getEgress()) {
        var ports =
            rule.getPorts().stream()
                .map(port ->
                    Objects.requireNonNullElse(port.getProtocol(), "TCP")
                        + " "
                        + port.getPort().getValue())
                .sorted()
                .toList();
        assertFalse(ports.isEmpty(), "every port: " + policy);
        assertFalse(rule.getTo().isEmpty(), "to everybody: " + policy);
        for (var peer : rule.getTo()) {
          if (peer.getIpBlock() != null) {
            assertEquals("0.0.0.0/0", peer.getIpBlock().getCidr());
            assertEquals(OUT_OF_REACH, Set.copyOf(peer.getIpBlock().getExcept()));
            assertEquals(List.of("TCP 443"), ports);
          } else if (peer.getNamespaceSelector() == null) {
            assertFalse(peer.getPodSelector().getMatchLabels().isEmpty(), policy::toString);
          } else {
            assertEquals(
                Map.of("kubernetes.io/metadata.name", "kube-system"),
                peer.getNamespaceSelector().getMatchLabels());
            assertEquals(Map.of("k8s-app", "kube-dns"), peer.getPodSelector().getMatchLabels());
            assertEquals(List.of("TCP 53", "UDP 53"), ports);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void whoCallsAnybodyReachesDns(String overlay) {
    var manifests = Kustomize.build(overlay);
    assertFalse(out(manifests, manifests.workload("baton")).isEmpty());
    for (Workload workload : manifests.workloads()) {
      var out = out(manifests, workload);
      assertTrue(
          out.isEmpty() || out.stream().anyMatch(peer -> peer.getNamespaceSelector() != null),
          workload.name());
    }
  }

  private static List<NetworkPolicyPeer> out(Manifests manifests, Workload workload) {
    return policies(manifests, workload).stream()
        .flatMap(policy -> policy.getSpec().getEgress().stream())
        .flatMap(rule -> rule.getTo().stream())
        .toList();
  }

  private static List<NetworkPolicy> policies(Manifests manifests, Workload workload) {
    return manifests.of(NetworkPolicy.class).stream()
        .filter(policy ->
            workload.matches(selector(policy.getSpec().getPodSelector().getMatchLabels())))
        .toList();
  }

  private static Map<String, String> selector(Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }

  /**
   * Whether a policy of the caller lets it out, and one of the called lets it in, by pod labels.
   */
  private static boolean reaches(Manifests manifests, Workload from, Workload to, int port) {
    boolean out =
        policies(manifests, from).stream()
            .flatMap(policy -> policy.getSpec().getEgress().stream())
            .filter(rule ->
                rule.getTo().stream()
                    .anyMatch(peer ->
                        peer.getNamespaceSelector() == null
                            && peer.getPodSelector() != null
                            && to.matches(peer.getPodSelector().getMatchLabels())))
            .flatMap(rule -> rule.getPorts().stream())
            .anyMatch(allowed -> is(allowed.getPort(), to, port));
    boolean in =
        policies(manifests, to).stream()
            .flatMap(policy -> policy.getSpec().getIngress().stream())
            .filter(rule ->
                rule.getFrom().stream()
                    .anyMatch(peer ->
                        peer.getNamespaceSelector() == null
                            && peer.getPodSelector() != null
                            && from.matches(peer.getPodSelector().getMatchLabels())))
            .flatMap(rule -> rule.getPorts().stream())
            .anyMatch(allowed -> is(allowed.getPort(), to, port));
    return out && in;
  }

  private static boolean is(IntOrString allowed, Workload to, int port) {
    return Objects.equals(allowed.getIntVal(), port)
        || to.ports().stream()
            .anyMatch(p -> p.getContainerPort() == port && p.getName().equals(allowed.getStrVal()));
  }
}
