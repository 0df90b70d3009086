package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order in which the source sees the writes of a key is the order of the cache. */
@Tag("unit")
class WriterOrderTest {
  private static final int THREADS = 4;
  private static final String KEY = "k";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final MapWriter<String, String> writer = new MapWriter<>();

  @Test
  void values_byManyThreads_reachTheSourceInTheCachesOrder() {
    Ear<String, String> ear = new Ear<>();
    Cache<String, String> cache = caches.open(listening(writing(texts(), writer), ear));

    Crew.race(
        THREADS,
        thread ->
            () -> {
              for (int i = 0; i < 250; i++) {
                write(cache, i, thread + "." + i);
              }
              return true;
            });

    assertThat(writer.history()).hasSizeGreaterThan(THREADS * 100).endsWith(cache.get(KEY));
    assertThat(ear.heardOf(KEY)).extracting(Ear.Heard::value).isEqualTo(writer.history());
  }

  private static void write(Cache<String, String> cache, int choice, String value) {
    switch (choice % 5) {
      case 0 -> cache.put(KEY, value);
      case 1 -> cache.getAndPut(KEY, value);
      case 2 -> cache.replace(KEY, value);
      case 3 -> cache.replace(KEY, cache.get(KEY), value);
      default -> Mutation.set(cache, KEY, value);
    }
  }

  @RepeatedTest(50)
  void cache_afterAStormOfWrites_equalsItsSource() {
    Cache<String, String> cache = caches.open(writing(texts(), writer));

    Crew.race(
        THREADS,
        thread ->
            () -> {
              for (int i = 0; i < 20; i++) {
                change(cache, thread + i, thread + "." + i);
              }
              return true;
            });

    Map<Object, String> cached = new HashMap<>();
    cache.forEach(entry -> cached.put(entry.getKey(), entry.getValue()));
    assertThat(cached).isEqualTo(writer.source());
  }

  private static void change(Cache<String, String> cache, int choice, String value) {
    switch (choice % 7) {
      case 0 -> cache.put(KEY, value);
      case 1 -> cache.remove(KEY);
      case 2 -> cache.putAll(Map.of(KEY, value, "other", value));
      case 3 -> cache.removeAll(Set.of(KEY, "other"));
      case 4 -> cache.putIfAbsent(KEY, value);
      case 5 -> cache.removeAll();
      default ->
          cache.invoke(
              KEY,
              (entry, arguments) -> {
                if (entry.exists()) {
                  entry.remove();
                } else {
                  entry.setValue(value);
                }
                return true;
              });
    }
  }
}
