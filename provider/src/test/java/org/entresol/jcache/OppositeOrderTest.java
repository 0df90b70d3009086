package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bulk writes, loads and processors that want each other's keys end. */
@Tag("unit")
class OppositeOrderTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private static Crew.Task<Optional<Throwable>> attempt(Crew.Job job) {
    return Crew.start(() -> Optional.ofNullable(catchThrowable(job::run)));
  }

  private static List<Throwable> failures(List<Crew.Task<Optional<Throwable>>> tasks) {
    return tasks.stream().map(Crew.Task::result).flatMap(Optional::stream).toList();
  }

  private static void assertFree(Cache<String, String> cache, String... keys) {
    for (String key : keys) {
      Crew.promptly(() -> cache.invoke(key, (entry, arguments) -> entry.exists()));
    }
  }

  @RepeatedTest(20)
  void processorAndLoader_waitingForEachOther_end() {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch processing = new CountDownLatch(1);
    Cache<String, String> held = caches.open("held", texts());
    Cache<String, String> loaded =
        caches.open(
            "loaded",
            loading(
                texts(),
                new FunctionLoader<>(
                    key -> {
                      loading.countDown();
                      Crew.await(processing);
                      held.put("h", "by the loader");
                      return "loaded";
                    })));

    List<Throwable> failures =
        failures(
            List.of(
                attempt(() -> loaded.get("l")),
                attempt(
                    () ->
                        held.invoke(
                            "h",
                            (entry, arguments) -> {
                              Crew.await(loading);
                              processing.countDown();
                              return loaded.get("l");
                            }))));

    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e).isInstanceOf(CacheException.class));
    assertFree(held, "h");
    Crew.promptly(() -> assertThat(loaded.get("l")).isEqualTo("loaded"));
  }

  @Test
  void putAll_ofOverlappingKeysInOppositeOrders_endsAndKeepsStep() {
    MapWriter<String, String> writer = new MapWriter<>();
    Cache<String, String> cache = caches.open(writing(texts(), writer));
    List<String> keys = List.of("a", "b", "c", "d", "e", "f");

    for (int round = 0; round < 50; round++) {
      int number = round;
      Crew.race(
          4,
          thread ->
              () -> {
                Map<String, String> map = new LinkedHashMap<>();
                for (int i = 0; i < keys.size(); i++) {
                  int index = (thread % 2 == 0) ? i : keys.size() - 1 - i;
                  map.put(keys.get(index), number + " by " + thread);
                }
                cache.putAll(map);
                return true;
              });
      assertThat(new HashSet<>(writer.source().values())).hasSize(1);
      cache.forEach(
          entry -> assertThat(entry.getValue()).isEqualTo(writer.source().get(entry.getKey())));
    }
    assertFree(cache, keys.toArray(new String[0]));
  }
}
