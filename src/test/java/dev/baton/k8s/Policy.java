package dev.baton.k8s;

import dev.baton.k8s.Manifests.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What every pod has to be like: without rights, bounded, probed, of a known version. */
final class Policy {
  private static final Pattern PINNED =
      Pattern.compile(
          "[a-z0-9./-]+(:(?!latest$)[A-Za-z0-9._-]*\\d[A-Za-z0-9._-]*|@sha256:[0-9a-f]{64})");

  private final List<String> violations = new ArrayList<>();

  private Policy() {}

  /** Each with the workload's name; none when all is well. */
  static List<String> violations(Workload workload) {
    var policy = new Policy();
    PodSpec pod = workload.pod();
    policy.pod(pod);
    Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
        .forEach(policy::container);
    if (workload.serves()) {
      pod.getContainers().forEach(policy::probes);
    }
    return policy.violations.stream().map(one -> workload.name() + ": " + one).toList();
  }

  private void require(boolean kept, String otherwise) {
    if (!kept) {
      violations.add(otherwise);
    }
  }

  private void pod(PodSpec pod) {
    PodSecurityContext context =
        Objects.requireNonNullElseGet(pod.getSecurityContext(), PodSecurityContext::new);
    require(Boolean.TRUE.equals(context.getRunAsNonRoot()), "may run as root");
    require(context.getRunAsUser() != null && context.getRunAsUser() > 0, "runs as root");
    require(
        context.getSeccompProfile() != null
            && "RuntimeDefault".equals(context.getSeccompProfile().getType()),
        "has no seccomp profile");
    require(Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), "has the cluster's token");
    require(
        Boolean.FALSE.equals(pod.getEnableServiceLinks()), "takes settings from its neighbours");
    require(
        pod.getHostNetwork() == null && pod.getHostPID() == null && pod.getHostIPC() == null,
        "is part of its host");
    require(
        pod.getVolumes().stream().allMatch(volume -> volume.getHostPath() == null),
        "has files of its host");
  }

  private void container(Container container) {
    require(
        PINNED.matcher(container.getImage()).matches(), "has no version: " + container.getImage());
    require("IfNotPresent".equals(container.getImagePullPolicy()), "is pulled at every start");
    SecurityContext context =
        Objects.requireNonNullElseGet(container.getSecurityContext(), SecurityContext::new);
    require(
        Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()), "may gain more privileges");
    require(Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()), "may write to its image");
    require(
        context.getCapabilities() != null
            && context.getCapabilities().getDrop().equals(List.of("ALL"))
            && context.getCapabilities().getAdd().isEmpty(),
        "has capabilities");
    require(!Boolean.TRUE.equals(context.getPrivileged()), "is privileged");
    require(
        context.getRunAsUser() == null && context.getRunAsNonRoot() == null,
        "says otherwise than its pod who it is");
    bounds(container);
  }

  private void bounds(Container container) {
    ResourceRequirements resources =
        Objects.requireNonNullElseGet(container.getResources(), ResourceRequirements::new);
    for (String resource : List.of("cpu", "memory")) {
      BigDecimal asked = amount(resources.getRequests(), resource);
      BigDecimal most = amount(resources.getLimits(), resource);
      require(asked.signum() > 0, "asks for no " + resource);
      require(most.signum() > 0 && asked.compareTo(most) <= 0, "has no limit of " + resource);
    }
  }

  private static BigDecimal amount(Map<String, Quantity> amounts, String resource) {
    Quantity amount = amounts == null ? null : amounts.get(resource);
    return amount == null ? BigDecimal.ZERO : amount.getNumericalAmount();
  }

  private void probes(Container container) {
    require(container.getReadinessProbe() != null, "isn't asked whether it is ready");
    require(container.getLivenessProbe() != null, "isn't asked whether it lives");
  }
}
