package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.writing;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In a cache that stores by reference, and for immutable values in any, objects stay the same. */
@Tag("unit")
class StoreByReferenceTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private static MutableConfiguration<String, Object> byReference() {
    return new MutableConfiguration<String, Object>()
        .setTypes(String.class, Object.class)
        .setStoreByValue(false);
  }

  private static void assertSameEverywhere(Cache<String, Object> cache, Object value) {
    cache.put("k", value);
    assertThat(cache.get("k")).isSameAs(value);
    assertThat(cache.getAll(Set.of("k")).get("k")).isSameAs(value);
    assertThat(cache.getAndPut("k", value)).isSameAs(value);
    assertThat(cache.getAndReplace("k", value)).isSameAs(value);
    assertThat(cache.iterator().next().getValue()).isSameAs(value);
    assertThat(cache.<Object>invoke("k", (entry, arguments) -> entry.getValue())).isSameAs(value);
    assertThat(cache.getAndRemove("k")).isSameAs(value);
    cache.putAll(Map.of("k", value));
    assertThat(cache.get("k")).isSameAs(value);
  }

  @Test
  void values_storedByReference_areTheSameObjects() {
    Cache<String, Object> cache = caches.open(byReference());

    assertSameEverywhere(cache, new Box("value"));
    assertSameEverywhere(cache, (Runnable) () -> {});
  }

  @Test
  void keys_storedByReference_areTheSameObjects() {
    Cache<Box, String> cache =
        caches.open(
            new MutableConfiguration<Box, String>()
                .setTypes(Box.class, String.class)
                .setStoreByValue(false));
    Box key = new Box("key");

    cache.put(key, "1");

    assertThat(cache.iterator().next().getKey()).isSameAs(key);
  }

  @Test
  void values_ofListenersWritersAndLoaders_areTheSameObjects() {
    Box loaded = new Box("loaded");
    Ear<String, Object> ear = new Ear<>();
    MapWriter<String, Object> writer = new MapWriter<>();
    Cache<String, Object> cache =
        caches.open(
            listening(
                writing(loading(byReference(), new FunctionLoader<>(key -> loaded)), writer), ear));
    Box put = new Box("put");

    assertThat(cache.get("k")).isSameAs(loaded);
    cache.put("k", put);

    assertThat(writer.source().get("k")).isSameAs(put);
    assertThat(ear.heard().get(1).oldValue()).isSameAs(loaded);
    assertThat(ear.heard().get(1).value()).isSameAs(put);
  }

  @Test
  void immutableValues_storedByValue_areTheSameObjects() {
    Cache<String, Object> cache = caches.open(byReference().setStoreByValue(true));

    assertSameEverywhere(cache, new String(new char[] {'x'}));
    assertSameEverywhere(cache, java.time.LocalDate.of(2020, 1, 1));
    assertSameEverywhere(cache, Thread.State.NEW);
  }

  @Test
  void values_declaredImmutable_areTheSameObjects() {
    Cache<String, Object> cache =
        caches
            .manager()
            .createCache(
                "test",
                EntresolConfiguration.builder(String.class, Object.class)
                    .immutable(Box.class)
                    .build());

    assertSameEverywhere(cache, new Box("value"));
  }
}
