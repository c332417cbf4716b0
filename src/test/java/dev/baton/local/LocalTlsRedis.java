package dev.baton.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A real Redis on loopback that wants a password and speaks TLS, with a certificate made just now.
 */
public final class LocalTlsRedis implements AutoCloseable {
  private static final String ALIAS = "redis";

  private final LocalRedis plain;
  private final int port;
  private final Path certificate;
  private final String password = UUID.randomUUID().toString();

  private LocalTlsRedis(Path directory) throws IOException, GeneralSecurityException {
    var store = store(directory);
    certificate = pem(directory, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    var key =
        pem(directory, "PRIVATE KEY", store.getKey(ALIAS, password.toCharArray()).getEncoded());
    port = Ports.free();
    plain =
        LocalRedis.launch(
            "--requirepass", password,
            "--tls-port", Integer.toString(port),
            "--tls-cert-file", certificate.toString(),
            "--tls-key-file", key.toString(),
            "--tls-auth-clients", "no");
  }

  /** Starts one; its binary has to have been built with TLS. */
  public static LocalTlsRedis launch() {
    try {
      var directory = Files.createTempDirectory("baton-tls");
      directory.toFile().deleteOnExit();
      return new LocalTlsRedis(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address in the form that {@code quarkus.redis.hosts} takes, without the password. */
  public String url() {
    return "rediss://127.0.0.1:" + port;
  }

  public String password() {
    return password;
  }

  /** The certificate to trust, a PEM file. */
  public Path certificate() {
    return certificate;
  }

  /** The same server without TLS. */
  public LocalRedis plain() {
    return plain;
  }

  @Override
  public void close() {
    plain.close();
  }

  private KeyStore store(Path directory) throws IOException, GeneralSecurityException {
    var file = directory.resolve("redis.p12");
    file.toFile().deleteOnExit();
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=redis",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                password,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    return store;
  }

  private static Path pem(Path directory, String what, byte[] der) throws IOException {
    var file = directory.resolve(what.toLowerCase(Locale.ROOT).replace(' ', '-') + ".pem");
    file.toFile().deleteOnExit();
    var text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
  }
}
