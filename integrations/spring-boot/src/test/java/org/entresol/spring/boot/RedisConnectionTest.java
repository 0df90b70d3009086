package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.spring.boot.Contexts.configuration;
import static org.entresol.spring.boot.Contexts.manager;

import com.acme.library.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.entresol.Stack;
import org.entresol.TypePattern;
import org.entresol.testing.FreePorts;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

/** How the starter comes to a Redis, and what may lie there. */
@Tag("server")
final class RedisConnectionTest {
  private final ApplicationContextRunner runner =
      Contexts.runner().withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class));

  private static Cache cache(ApplicationContext context) {
    return Objects.requireNonNull(context.getBean(CacheManager.class).getCache("reviews"));
  }

  private static void assertIsShared(ApplicationContext context) {
    assertThat(configuration(context, "reviews").getStack()).isEqualTo(Stack.HEAP_REDIS);
    cache(context).put("k", "v");
    assertThat(manager(context).unwrap(RedissonClient.class).getKeys().count()).isPositive();
  }

  @Test
  void redisOfSpringData_whereNobodyNamesOne_isTaken() {
    runner
        .withPropertyValues(
            "spring.data.redis.host=127.0.0.1",
            "spring.data.redis.port=" + RedisServers.shared().port())
        .run(RedisConnectionTest::assertIsShared);
  }

  @Test
  void redisOfEntresols_beforeThatOfSpringData_isTaken() {
    runner
        .withPropertyValues(
            "spring.data.redis.url=redis://127.0.0.1:1",
            "entresol.redis.singleServerConfig.address=" + RedisServers.shared().address(),
            "entresol.redis.singleServerConfig.connectionMinimumIdleSize=1",
            "entresol.redis.threads=3")
        .run(RedisConnectionTest::assertIsShared);
  }

  @Test
  void addressOfEntresols_beforeThatOfSpringData_isTaken() {
    runner
        .withPropertyValues(
            "spring.data.redis.url=redis://127.0.0.1:1",
            "entresol.redis.address=" + RedisServers.shared().address())
        .run(RedisConnectionTest::assertIsShared);
  }

  @Test
  void timeoutsOfSpringData_whereEntresolsAreNotSaid_hold() {
    // No cache is there yet, so nobody connects.
    runner
        .withPropertyValues(
            "spring.data.redis.url=redis://127.0.0.1:1",
            "spring.data.redis.timeout=500ms",
            "spring.data.redis.connect-timeout=700ms",
            "entresol.connect-timeout=2s")
        .run(
            context ->
                assertThat(manager(context).getProperties())
                    .containsEntry("entresol.command-timeout", "500ms")
                    .containsEntry("entresol.connect-timeout", "2s"));
  }

  @Test
  void redisOfSpringData_whereNothingLeadsToIt_isLeft() {
    runner
        .withClassLoader(new FilteredClassLoader("org.entresol.tier.redis"))
        .withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1")
        .run(
            context ->
                assertThat(configuration(context, "reviews").getStack()).isEqualTo(Stack.HEAP));
  }

  @Test
  void retrieve_ofCachesThatAreClosed_isRefused() {
    runner
        .withPropertyValues("entresol.redis.address=" + RedisServers.shared().address())
        .run(
            context -> {
              Cache cache = cache(context);

              context.getBean(SpringCaches.class).destroy();

              assertThatThrownBy(() -> cache.retrieve(1))
                  .isInstanceOf(RejectedExecutionException.class);
            });
  }

  @Test
  void settings_saidAsTheyAreByDefault_hold() {
    // No cache is there yet, so nobody connects.
    Contexts.unnamed()
        .withPropertyValues(
            "spring.application.name=shop",
            "spring.data.redis.url=redis://127.0.0.1:1",
            "spring.data.redis.timeout=500ms",
            "spring.data.redis.connect-timeout=700ms",
            "entresol.namespace=entresol",
            "entresol.command-timeout=3s",
            "entresol.connect-timeout=5s")
        .run(
            context ->
                assertThat(manager(context).getProperties())
                    .containsEntry("entresol.namespace", "entresol")
                    .containsEntry("entresol.command-timeout", "3s")
                    .containsEntry("entresol.connect-timeout", "5s"));
  }

  @Test
  void settings_saidInTheFileAsTheyAreByDefault_hold(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("entresol.yaml"), "{ namespace: entresol, command-timeout: 3s }");

    Contexts.unnamed()
        .withPropertyValues(
            "spring.application.name=shop",
            "spring.data.redis.url=redis://127.0.0.1:1",
            "spring.data.redis.timeout=500ms",
            "entresol.config=" + file.toUri())
        .run(
            context ->
                assertThat(manager(context).getProperties())
                    .doesNotContainKeys("entresol.namespace", "entresol.command-timeout"));
  }

  @ParameterizedTest
  @CsvSource({"shop, shop", "'my shop', entresol"})
  void namespace_whereNobodySaysOne_isTheNameOfTheApplication(String name, String namespace) {
    Contexts.unnamed()
        .withPropertyValues(
            "spring.application.name=" + name,
            "entresol.redis.address=" + RedisServers.shared().address())
        .run(
            context -> {
              cache(context).put("k", "v");
              assertThat(
                      manager(context)
                          .unwrap(RedissonClient.class)
                          .getKeys()
                          .getKeysStream(KeysScanOptions.defaults().pattern(namespace + ":*")))
                  .isNotEmpty();
            });
  }

  /** The application's own package, one that others share, and one that nobody may allow. */
  @Configuration(proxyBeanMethods = false)
  @AutoConfigurationPackage(basePackages = {"com.acme.library", "org", "org.springframework.demo"})
  static class Scanned {}

  @Test
  void classes_ofTheApplicationsPackages_areAllowedBesideOthers() {
    runner
        .withUserConfiguration(Scanned.class)
        .withPropertyValues(
            "entresol.packages=[org.example.**]",
            "entresol.redis.address=" + RedisServers.shared().address())
        .run(
            context -> {
              assertThat(configuration(context, "reviews").getAllowedTypes())
                  .containsExactlyInAnyOrder(
                      new TypePattern("com.acme.library.**"), new TypePattern("org.example.**"));
              cache(context).put(1, new Review(1, 1));
            });
  }

  @Test
  void classes_ofNobodysPackage_areRefused() {
    runner
        .withPropertyValues("entresol.redis.address=" + RedisServers.shared().address())
        .run(
            context ->
                assertThatThrownBy(() -> cache(context).put(1, new Review(1, 1)))
                    .hasMessageContaining("com.acme.library.Review is not allowed"));
  }

  @Test
  void bundleOfSpringBoot_forTls_isTrusted(@TempDir Path folder) throws Exception {
    Certificate certificate = Certificate.in(folder);
    int port = FreePorts.next();
    try (RedisServer redis =
        RedisServer.start(
            "tls-port " + port,
            "tls-cert-file " + certificate.certificate(),
            "tls-key-file " + certificate.key(),
            "tls-ca-cert-file " + certificate.certificate(),
            "tls-auth-clients yes")) {
      assertThat(redis.isAlive()).isTrue();
      String bundle = "spring.ssl.bundle.pem.caches.";
      runner
          .withPropertyValues(
              bundle + "truststore.certificate=" + certificate.certificate().toUri(),
              bundle + "keystore.certificate=" + certificate.certificate().toUri(),
              bundle + "keystore.private-key=" + certificate.key().toUri(),
              "entresol.connect-timeout=1m",
              "spring.data.redis.host=127.0.0.1",
              "spring.data.redis.port=" + port,
              "spring.data.redis.ssl.bundle=caches")
          .run(RedisConnectionTest::assertIsShared);
    }
  }
}
