package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.texts;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.config.ConfigurationException;
import org.entresol.tier.TierFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** A class path without a tier on Redis, as these tests have: the heap needs none. */
@Tag("unit")
class MissingTierTest {

  private static final String REFUSAL =
      ": nothing on the class path leads to Redis; allowed: with the dependency"
          + " org.entresol:entresol-redis";

  @TempDir private Path folder = Path.of("");

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private URI file(String text) throws IOException {
    return Files.writeString(folder.resolve("entresol.yaml"), text).toUri();
  }

  /** Else the others would say nothing. */
  @Test
  void classPath_ofTheseTests_hasNoTier() {
    assertThat(ServiceLoader.load(TierFactory.class)).isEmpty();
  }

  @Test
  void heap_withoutATier_works() {
    Cache<String, String> cache = caches.open(texts());

    cache.put("key", "value");

    assertThat(cache.get("key")).isEqualTo("value");
  }

  @Test
  void section_withoutATier_isRefusedWithItsPlace() throws IOException {
    URI uri =
        file(
            """
            namespace: shop
            redis:
              singleServerConfig: { address: "redis://10.0.0.7:6379" }
            """);

    assertThatThrownBy(() -> caches.provider().getCacheManager(uri, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(uri.toURL() + ":3:3: redis" + REFUSAL);
  }

  /** Told at once, and not when the first cache needs it, which may be long after. */
  @Test
  void section_besideCachesOnTheHeapAlone_isRefused() throws IOException {
    URI uri =
        file(
            """
            redis: { singleServerConfig: { address: "redis://10.0.0.7:6379" } }
            defaults: { stack: heap }
            caches: { stock: { key: java.lang.String, value: java.lang.Integer } }
            """);

    assertThatThrownBy(() -> caches.provider().getCacheManager(uri, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(uri.toURL() + ":1:8: redis" + REFUSAL);
  }

  @Test
  void uri_withoutATier_isRefusedWithoutItsPassword() {
    URI uri = URI.create("redis://anna:secret@10.0.0.7:6379");

    assertThatThrownBy(() -> caches.provider().getCacheManager(uri, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("configuration \"redis://***@10.0.0.7:6379\"" + REFUSAL);
  }

  @Test
  void address_withoutATier_isRefusedWithItsProperty() {
    Properties properties = new Properties();
    properties.setProperty("entresol.redis.address", "redis://10.0.0.7:6379");

    assertThatThrownBy(() -> caches.provider().getCacheManager(null, null, properties))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("property entresol.redis.address" + REFUSAL);
  }

  /** A stack in Java has no place; what it needs first is a Redis, and then the artifact. */
  @ParameterizedTest
  @TestStacks.EachShared
  void stack_withoutRedis_isRefusedWithTheArtifact(Stack stack) {
    EntresolConfiguration<String, String> configuration =
        EntresolConfiguration.builder(String.class, String.class).stack(stack).build();

    assertThatThrownBy(() -> caches.manager().createCache("shared", configuration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the cache \"shared\": the stack \"" + stack.configName())
        .hasMessageContaining("the dependency org.entresol:entresol-redis");
  }

  @Test
  void manager_thatWasRefused_leavesTheProviderAsItWas() {
    URI uri = URI.create("redis://10.0.0.7:6379");
    assertThatThrownBy(() -> caches.provider().getCacheManager(uri, null))
        .hasMessageEndingWith(REFUSAL);

    assertThatThrownBy(() -> caches.provider().getCacheManager(uri, null))
        .hasMessageEndingWith(REFUSAL);
    assertThat(caches.manager().isClosed()).isFalse();
  }
}
