package dev.baton.k8s;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.k8s.Manifests.Workload;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be so of every overlay before a cluster sees it. */
class ManifestsTest {
  /** Secrets are made by hand; the README says how, the certificate by the cluster's own means. */
  static final Set<String> SECRETS =
      Set.of("baton-keys", "baton-redis", "baton-provider", "baton-tls");

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void everyPodObeysThePolicy(String overlay) {
    var manifests = Kustomize.build(overlay);
    assertEquals(
        "restricted",
        manifests
            .of(Namespace.class)
            .getFirst()
            .getMetadata()
            .getLabels()
            .get("pod-security.kubernetes.io/enforce"));
    for (Workload workload : manifests.workloads()) {
      assertEquals(List.of(), Policy.violations(workload));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void everythingNamedIsThere(String overlay) {
    var manifests = Kustomize.build(overlay);
    for (Workload workload : manifests.workloads()) {
      var pod = workload.pod();
      if (pod.getServiceAccountName() != null) {
        manifests.one(ServiceAccount.class, pod.getServiceAccountName());
      }
      for (var volume : pod.getVolumes()) {
        if (volume.getConfigMap() != null) {
          manifests.one(ConfigMap.class, volume.getConfigMap().getName());
        }
        if (volume.getSecret() != null) {
          assertTrue(SECRETS.contains(volume.getSecret().getSecretName()), volume::toString);
        }
      }
      for (Container container : pod.getContainers()) {
        for (var mount : container.getVolumeMounts()) {
          assertTrue(
              pod.getVolumes().stream().anyMatch(v -> v.getName().equals(mount.getName()))
                  || mount.getName().equals("data"),
              mount::toString);
        }
        for (var variable : container.getEnv()) {
          var from = variable.getValueFrom();
          if (from != null && from.getSecretKeyRef() != null) {
            assertTrue(SECRETS.contains(from.getSecretKeyRef().getName()), variable::toString);
          }
        }
        portsOfProbes(container);
      }
    }
    for (Service service : manifests.of(Service.class)) {
      var target = served(manifests, service);
      for (ServicePort port : service.getSpec().getPorts()) {
        assertTrue(
            target.ports().stream()
                .anyMatch(p -> p.getName().equals(port.getTargetPort().getStrVal())),
            service.getMetadata().getName() + " " + port);
      }
    }
    for (var budget : manifests.of(PodDisruptionBudget.class)) {
      var selector = budget.getSpec().getSelector().getMatchLabels();
      assertTrue(manifests.workloads().stream().anyMatch(w -> w.matches(selector)));
    }
  }

  private static void portsOfProbes(Container container) {
    for (var probe :
        new io.fabric8.kubernetes.api.model.Probe[] {
          container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()
        }) {
      if (probe != null && probe.getHttpGet() != null) {
        String port = probe.getHttpGet().getPort().getStrVal();
        assertTrue(
            container.getPorts().stream().anyMatch(p -> p.getName().equals(port)), probe::toString);
      }
    }
  }

  private static Workload served(Manifests manifests, Service service) {
    return manifests.workloads().stream()
        .filter(Workload::serves)
        .filter(workload -> workload.matches(service.getSpec().getSelector()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(service.getMetadata().getName() + " leads nowhere"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void aRolloutLosesNoCall(String overlay) throws IOException {
    var manifests = Kustomize.build(overlay);
    var spec = manifests.one(Deployment.class, "baton").getSpec();
    assertEquals(0, spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal());
    var pod = spec.getTemplate().getSpec();
    var container = pod.getContainers().getFirst();
    long leaving = container.getLifecycle().getPreStop().getSleep().getSeconds();
    var settings = new java.util.Properties();
    settings.load(new java.io.StringReader(settings(manifests).get("application.properties")));
    long finishing =
        Long.parseLong(settings.getProperty("quarkus.shutdown.timeout").replace("s", ""));
    assertTrue(leaving >= 5, "load balancers need a moment");
    // What goes on in the background may take this much longer, each of the two kinds of it.
    long background = 2 * 5;
    assertTrue(leaving + finishing + background < pod.getTerminationGracePeriodSeconds());
    assertTrue(pod.getTopologySpreadConstraints().size() >= 2);
    for (var constraint : pod.getTopologySpreadConstraints()) {
      assertTrue(
          manifests.workload("baton").matches(constraint.getLabelSelector().getMatchLabels()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void changedKeysArriveWhileItRuns(String overlay) throws IOException {
    var manifests = Kustomize.build(overlay);
    var container = manifests.workload("baton").pod().getContainers().getFirst();
    var mount =
        container.getVolumeMounts().stream().filter(m -> m.getName().equals("keys")).findFirst();
    assertNull(mount.orElseThrow().getSubPath(), "a subPath is never updated");
    assertEquals(true, mount.orElseThrow().getReadOnly());
    assertTrue(
        settings(manifests)
            .get("application.properties")
            .contains("baton.token.keys=" + mount.orElseThrow().getMountPath() + "\n"));
    String readme = Files.readString(Path.of("README.md"));
    for (String secret : SECRETS) {
      assertTrue(readme.contains(secret), "README.md says how " + secret + " is made");
    }
  }

  static Map<String, String> settings(Manifests manifests) {
    var settings =
        manifests.workload("baton").pod().getVolumes().stream()
            .filter(volume -> volume.getName().equals("settings"))
            .findFirst()
            .orElseThrow();
    return manifests.one(ConfigMap.class, settings.getConfigMap().getName()).getData();
  }

  /** Whoever copies an overlay edits nothing but the copy; the host stands there once. */
  @Test
  void theHostOfACopiedOverlayReachesEveryManifest(@TempDir Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("k8s"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(Path.of("k8s").relativize(file)), REPLACE_EXISTING);
      }
    }
    Path place = copy.resolve("overlays/production/host.yaml");
    String host = "buy.another.example";
    Files.writeString(place, Files.readString(place).replace("checkout.shop.example", host));
    String yaml = Kustomize.yaml(place.getParent());
    assertFalse(yaml.contains("checkout.shop.example"));
    assertFalse(yaml.contains("host.invalid"));
    var manifests = Manifests.parse(yaml);
    assertEquals(List.of(host), manifests.one(HTTPRoute.class, "baton").getSpec().getHostnames());
    var ingress = manifests.one(Ingress.class, "baton").getSpec();
    assertEquals(List.of(host), ingress.getRules().stream().map(IngressRule::getHost).toList());
    assertEquals(List.of(host), ingress.getTls().getFirst().getHosts());
    var environment = environment(manifests);
    assertEquals("https://" + host, environment.get("BATON_PUBLIC_URL"));
    assertEquals("https://" + host, environment.get("BATON_TOKEN_ISSUER"));
  }

  /** What the gateway's container has in its environment, but for secrets. */
  static Map<String, String> environment(Manifests manifests) {
    return manifests.workload("baton").pod().getContainers().getFirst().getEnv().stream()
        .filter(variable -> variable.getValue() != null)
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
  }

  @Test
  void theBaseBuildsByItself() {
    assertTrue(Kustomize.build("base").has(Deployment.class, "baton"));
  }

  /** Its pods can't be changed: not even the name of its ConfigMap, which says what is in it. */
  @Test
  void aJobGoesAwaySoThatAnotherCanBeApplied() {
    var jobs = Kustomize.build("overlays/production").of(Job.class);
    assertEquals(1, jobs.size());
    assertTrue(jobs.getFirst().getSpec().getTtlSecondsAfterFinished() <= 600);
  }

  @Test
  void aMisspeltFieldIsRefused() {
    var deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: x}
        spec: {template: {spec: {containers: [{name: x, readynessProbe: {}}]}}}
        """;
    assertThrows(Exception.class, () -> Manifests.parse(deployment));
    assertThrows(
        Exception.class,
        () ->
            Manifests.parse(
                "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nspec: {hostname: x}\n"));
    List<HasMetadata> right =
        Manifests.parse(deployment.replace("readynessProbe", "readinessProbe")).all();
    assertEquals(1, right.size());
  }
}
