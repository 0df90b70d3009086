package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.testing.FreePorts;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis over TLS: with a certificate that the client was told to trust, and with none. */
@Tag("server")
class TlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;
  private static RedisServer redis;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    makeCertificate();
    port = FreePorts.next();
    redis =
        RedisServer.start(
            "tls-port " + port,
            "tls-cert-file " + folder.resolve("certificate.pem"),
            "tls-key-file " + folder.resolve("key.pem"),
            "tls-ca-cert-file " + folder.resolve("certificate.pem"),
            "tls-auth-clients no");
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  /** A key and its own certificate by the JDK's tool, for Java and as the text that Redis reads. */
  private static void makeCertificate() throws Exception {
    String options =
        "-genkeypair -alias redis -keyalg EC -groupname secp256r1 -validity 2 -dname CN=localhost"
            + " -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass "
            + PASSWORD;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-keystore", store().toString()));
    Process made =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
    write("certificate.pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded());
    write("key.pem", "PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded());
  }

  private static Path store() {
    return folder.resolve("keys.p12");
  }

  private static void write(String file, String title, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(title, text));
  }

  /** A busy machine takes long for the handshakes of many connections. */
  private static Properties patient() {
    Properties properties = new Properties();
    properties.setProperty("entresol.connect-timeout", "1m");
    return properties;
  }

  private static Cache<String, String> open(CacheManager manager) {
    return manager.createCache(
        "things",
        EntresolConfiguration.builder(String.class, String.class).stack(Stack.HEAP_REDIS).build());
  }

  @Test
  void caches_overTls_areUsedAsWithout() throws IOException {
    Path file = folder.resolve("shop.yaml");
    Files.writeString(
        file,
        """
        redis:
          sslTruststore: "%s"
          sslTruststorePassword: %s
          singleServerConfig: { address: "rediss://127.0.0.1:%d" }
        """
            .formatted(store().toUri(), PASSWORD, port));
    try (CachingProvider provider = new EntresolCachingProvider();
        RespClient admin = redis.connect()) {
      CacheManager manager = provider.getCacheManager(file.toUri(), null, patient());

      new EveryOperation(manager, Stack.HEAP_REDIS, admin).run();

      assertThat(admin.text("CLIENT", "LIST").lines().filter(l -> l.contains(":" + port + " ")))
          .isNotEmpty();
    }
  }

  @Test
  void cache_overTlsWithACertificateThatNobodyTrusts_isRefused() {
    try (CachingProvider provider = new EntresolCachingProvider()) {
      CacheManager manager =
          provider.getCacheManager(URI.create("rediss://127.0.0.1:" + port), null, patient());

      assertThatThrownBy(() -> open(manager))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("certificat");
    }
  }

  @Test
  void cache_withoutTlsAtAPortOfTls_isRefused() {
    try (CachingProvider provider = new EntresolCachingProvider()) {
      CacheManager manager =
          provider.getCacheManager(URI.create("redis://127.0.0.1:" + port), null, patient());

      assertThatThrownBy(() -> open(manager))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("Redis cannot be reached");
    }
  }
}
