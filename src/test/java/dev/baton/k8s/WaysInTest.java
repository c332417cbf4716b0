package dev.baton.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who comes from outside finds the gateway: callers, autoscaler and Prometheus. */
class WaysInTest {

  @Test
  void theWaysInLeadToTheApiAndLetATokenThrough() {
    var manifests = Kustomize.build("overlays/production");
    var service = manifests.one(Service.class, "baton");
    assertEquals(
        List.of("http"), service.getSpec().getPorts().stream().map(ServicePort::getName).toList());
    var path =
        manifests
            .one(Ingress.class, "baton")
            .getSpec()
            .getRules()
            .getFirst()
            .getHttp()
            .getPaths()
            .getFirst();
    assertEquals("baton", path.getBackend().getService().getName());
    assertEquals("http", path.getBackend().getService().getPort().getName());
    var backend =
        manifests
            .one(HTTPRoute.class, "baton")
            .getSpec()
            .getRules()
            .getFirst()
            .getBackendRefs()
            .getFirst();
    assertEquals("baton", backend.getName());
    assertEquals(service.getSpec().getPorts().getFirst().getPort(), backend.getPort());
    for (var tls : manifests.one(Ingress.class, "baton").getSpec().getTls()) {
      assertTrue(ManifestsTest.SECRETS.contains(tls.getSecretName()));
    }
    var controller =
        Kustomize.build("ingress-nginx").one(ConfigMap.class, "ingress-nginx-controller").getData();
    var buffers = controller.get("large-client-header-buffers").split(" ");
    // The token's own most is 16 KiB, "Authorization: Bearer " comes on top.
    assertTrue(Integer.parseInt(buffers[1].replace("k", "")) >= 17);
  }

  @Test
  void theAutoscalerAndPrometheusFindTheGateway() {
    var manifests = Kustomize.build("overlays/production");
    var autoscaler = manifests.one(HorizontalPodAutoscaler.class, "baton").getSpec();
    var deployment = manifests.one(Deployment.class, autoscaler.getScaleTargetRef().getName());
    assertNull(deployment.getSpec().getReplicas(), "the autoscaler's to say");
    assertTrue(autoscaler.getMinReplicas() >= 2);
    var monitor = manifests.one(ServiceMonitor.class, "baton").getSpec();
    var found =
        manifests.of(Service.class).stream()
            .filter(s ->
                s.getMetadata()
                    .getLabels()
                    .entrySet()
                    .containsAll(monitor.getSelector().getMatchLabels().entrySet()))
            .toList();
    assertEquals(1, found.size());
    assertEquals(
        monitor.getEndpoints().getFirst().getPort(),
        found.getFirst().getSpec().getPorts().getFirst().getName());
    assertEquals(
        2,
        Kustomize.build("overlays/local").one(Deployment.class, "baton").getSpec().getReplicas());
  }
}
