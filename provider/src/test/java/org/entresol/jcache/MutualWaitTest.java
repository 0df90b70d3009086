package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Threads whose users' code comes to wait for each other end: one is told why, the others go on.
 */
@Tag("unit")
class MutualWaitTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  /** Holds a key until all the others hold theirs, and then writes another one. */
  private static void holdAndPut(
      Cache<String, String> held,
      String heldKey,
      CyclicBarrier allHold,
      Cache<String, String> wanted,
      String wantedKey) {
    held.invoke(
        heldKey,
        (entry, arguments) -> {
          entry.setValue("own");
          meet(allHold);
          wanted.put(wantedKey, "by the holder of " + heldKey);
          return true;
        });
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

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
  void processors_callingEachOthersKey_oneIsTold() {
    Cache<String, String> cache = caches.open(texts());
    CyclicBarrier bothHold = new CyclicBarrier(2);

    List<Throwable> failures =
        failures(
            List.of(
                attempt(() -> holdAndPut(cache, "a", bothHold, cache, "b")),
                attempt(() -> holdAndPut(cache, "b", bothHold, cache, "a"))));

    assertThat(failures)
        .singleElement()
        .isInstanceOf(CacheException.class)
        .asString()
        .containsPattern("waiting for key '[ab]' would never end");
    boolean aWon = cache.containsKey("b") && Objects.equals(cache.get("a"), "own");
    String winner = aWon ? "a" : "b";
    String loser = aWon ? "b" : "a";
    assertThat(cache.get(winner)).isEqualTo("own");
    assertThat(cache.get(loser)).isEqualTo("by the holder of " + winner);
    assertFree(cache, "a", "b");
  }

  @RepeatedTest(20)
  void processors_callingEachOthersCache_oneIsTold() {
    Cache<String, String> one = caches.open("one", texts());
    Cache<String, String> two = caches.open("two", texts());
    CyclicBarrier bothHold = new CyclicBarrier(2);

    List<Throwable> failures =
        failures(
            List.of(
                attempt(() -> holdAndPut(one, "k", bothHold, two, "k")),
                attempt(() -> holdAndPut(two, "k", bothHold, one, "k"))));

    assertThat(failures).singleElement().isInstanceOf(CacheException.class);
    assertThat(List.of(one.get("k"), two.get("k")))
        .containsExactlyInAnyOrder("own", "by the holder of k");
    assertFree(one, "k");
    assertFree(two, "k");
  }

  @RepeatedTest(20)
  void processors_inARingOfThree_oneIsTold() {
    Cache<String, String> cache = caches.open(texts());
    CyclicBarrier allHold = new CyclicBarrier(3);

    List<Throwable> failures =
        failures(
            List.of(
                attempt(() -> holdAndPut(cache, "a", allHold, cache, "b")),
                attempt(() -> holdAndPut(cache, "b", allHold, cache, "c")),
                attempt(() -> holdAndPut(cache, "c", allHold, cache, "a"))));

    assertThat(failures).singleElement().isInstanceOf(CacheException.class);
    assertFree(cache, "a", "b", "c");
  }

  @RepeatedTest(20)
  void writers_callingEachOthersKey_oneIsTold() {
    Cache<String, String> cache = caches.open("cache", texts());
    CyclicBarrier bothHold = new CyclicBarrier(2);
    Map<Object, String> others = Map.of("a", "b", "b", "a");
    MapWriter<String, String> writer =
        new MapWriter<>(
            key -> {
              meet(bothHold);
              cache.put(others.get(key), "x");
            });
    Cache<String, String> through = caches.open("through", writing(texts(), writer));

    List<Throwable> failures =
        failures(
            List.of(
                attempt(() -> cache.invoke("a", (entry, arguments) -> put(through, "a"))),
                attempt(() -> cache.invoke("b", (entry, arguments) -> put(through, "b")))));

    assertThat(failures).singleElement().isInstanceOf(CacheException.class);
    assertThat(writer.source()).hasSize(1);
    assertThat(through).extracting(Cache.Entry::getKey).hasSameElementsAs(keys(writer.source()));
    assertFree(cache, "a", "b");
    assertFree(through, "a", "b");
  }

  private static boolean put(Cache<String, String> cache, String key) {
    cache.put(key, "new");
    return true;
  }

  private static List<String> keys(Map<Object, String> source) {
    return source.keySet().stream().map(String.class::cast).toList();
  }
}
