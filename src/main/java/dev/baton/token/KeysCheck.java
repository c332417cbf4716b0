package dev.baton.token;

import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The issuer, and the keys: that there are some, whose they are, and how old. */
@ApplicationScoped
class KeysCheck implements StartupCheck {
  private static final String KEYS = "keys";
  private static final String ISSUER = "issuer";

  private final TokenConfig config;
  private final InstantSource clock;

  KeysCheck(TokenConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    if (!occasion.thorough()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(issuer(occasion));
    if (config.keys().isPresent()) {
      keys(config.keys().get(), occasion, findings);
    } else if (occasion.production() || config.generatedKeys().isEmpty()) {
      findings.add(
          Finding.problem(
              KEYS,
              "baton.token.keys is missing: make keys (./baton keys make --keys PATH), give every"
                  + " instance the same, and set it to where they are"));
    } else {
      findings.add(Finding.ok(KEYS, "made at the first start, in " + config.generatedKeys().get()));
    }
    return findings;
  }

  private Finding issuer(Occasion occasion) {
    String issuer = config.issuer().orElse("");
    if (issuer.isBlank()) {
      return Finding.problem(
          ISSUER,
          "baton.token.issuer is missing: set it to an address that names this environment and no"
              + " other");
    }
    return occasion.production() && issuer.endsWith(".invalid")
        ? Finding.problem(
            ISSUER,
            "baton.token.issuer is the sandbox's, " + issuer + ": set it to an address of your own")
        : Finding.ok(ISSUER, issuer);
  }

  private void keys(Path path, Occasion occasion, List<Finding> findings) {
    try {
      SortedMap<Path, byte[]> contents = KeyFiles.read(path);
      KeyFiles.parse(contents, SignatureProvider.jdk());
      for (var file : contents.entrySet()) {
        file(file.getKey(), KeySet.read(file.getValue()).orElseThrow(), occasion, findings);
      }
    } catch (UnusableKeysException e) {
      findings.add(
          Finding.problem(
              KEYS, "baton.token.keys can't be used: " + String.valueOf(e.getMessage())));
    }
  }

  private void file(Path file, KeySet set, Occasion occasion, List<Finding> findings) {
    if (occasion.production() && set.keys().stream().anyMatch(KeyEntry::isMadeAtStart)) {
      findings.add(
          Finding.problem(
              KEYS,
              file
                  + " has keys that a gateway made for itself, which may lie about on any"
                  + " workstation: make keys for production (./baton keys make --keys PATH)"));
    }
    set.keys().forEach(key -> findings.add(Finding.ok(KEYS, told(key))));
    if (isForEverybody(file)) {
      findings.add(
          Finding.warning(KEYS, file + " can be read by every user of this machine: chmod o= it"));
    }
  }

  private String told(KeyEntry key) {
    return key.described()
        + " is "
        + key.state().wire()
        + key.since()
            .map(since ->
                " (for %d days)".formatted(Duration.between(since, clock.instant()).toDays()))
            .orElse("");
  }

  private static boolean isForEverybody(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
