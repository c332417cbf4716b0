package dev.baton.token;

import dev.baton.checkout.Checkout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a token costs to open and to seal, by lines, algorithm and who computes signatures. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class TokenBench {
  @Param({"10", "50"})
  public int lines;

  @Param({"ES256", "ED25519"})
  public String algorithm;

  @Param({"corretto", "jdk"})
  public String provider;

  private JoseTokenCodec remembering;
  private JoseTokenCodec forgetful;
  private VerifiedToken parent;
  private String compact;
  private Checkout edited;

  /** Makes keys and a token with a compartment that the next one reuses. */
  @Setup
  public void make() {
    List<Map<String, Object>> keys = new ArrayList<>();
    keys.add(NewKeys.signing(SignatureAlgorithm.valueOf(algorithm), KeyState.ACTIVE));
    Arrays.stream(MasterKey.Use.values())
        .forEach(use -> keys.add(NewKeys.master(use, KeyState.ACTIVE)));
    SignatureProvider signer =
        provider.equals("jdk") ? SignatureProvider.jdk() : SignatureProvider.best();
    if (provider.equals("corretto") && !signer.description().startsWith("AmazonCorretto")) {
      throw new IllegalStateException("signatures would be by " + signer.description());
    }
    KeyRing ring = new KeyRing(TokenCodecs.keys(keys, signer));
    TokenSettings settings = TokenSettings.of(TokenCodecs.ISSUER);
    remembering = TokenCodecs.codec(ring, settings, signer);
    forgetful =
        TokenCodecs.codec(
            ring,
            new TokenSettings(
                settings.issuer(),
                settings.maxSize(),
                settings.life(),
                settings.clockSkew(),
                0,
                settings.writeFormat()),
            signer);
    Checkout.Open open = TypicalCheckout.of(lines, "A blue mug of forty letters, a title # .");
    IssuedToken token = remembering.seal(open, null);
    parent = token.token();
    compact = token.compact();
    edited = open.with(open.contents().withRevision(2));
  }

  /** A token that this instance meets for the first time. */
  @Benchmark
  public OpenResult open() {
    return forgetful.open(compact);
  }

  /** A token that this instance made or met. */
  @Benchmark
  public OpenResult openAgain() {
    return remembering.open(compact);
  }

  @Benchmark
  public IssuedToken seal() {
    return forgetful.seal(edited, parent);
  }

  /** A whole stateless step at an instance that didn't make the token. */
  @Benchmark
  public IssuedToken openAndSeal() {
    forgetful.open(compact);
    return forgetful.seal(edited, parent);
  }
}
