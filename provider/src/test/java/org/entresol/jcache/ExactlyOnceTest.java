package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.numbers;
import static org.entresol.jcache.TestCaches.writing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import org.entresol.jcache.HookedPolicy.Occasion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However many threads compete for a key, each operation runs the user's code once. */
@Tag("unit")
class ExactlyOnceTest {
  private static final int THREADS = 8;
  private static final int TIMES = 250;
  private static final String KEY = "k";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final AtomicInteger runs = new AtomicInteger();

  private EntryProcessor<String, Integer, Integer> increment() {
    return (entry, arguments) -> {
      runs.incrementAndGet();
      int next = entry.exists() ? entry.getValue() + 1 : 1;
      entry.setValue(next);
      return next;
    };
  }

  private static void contend(Crew.Job job) {
    Crew.race(
        THREADS,
        thread ->
            () -> {
              for (int i = 0; i < TIMES; i++) {
                job.run();
              }
              return true;
            });
  }

  @Test
  void processors_onOneKey_runOnceEachAndAlone() {
    Cache<String, Integer> cache = caches.open(numbers());

    contend(() -> cache.invoke(KEY, increment()));

    assertThat(runs).hasValue(THREADS * TIMES);
    assertThat(cache.get(KEY)).isEqualTo(THREADS * TIMES);
  }

  @Test
  void processors_besidePlainPuts_runOnceEach() {
    Cache<String, Integer> cache = caches.open(numbers());

    contend(
        () -> {
          cache.invoke(KEY, increment());
          cache.put(KEY, 0);
          cache.remove(KEY);
        });

    assertThat(runs).hasValue(THREADS * TIMES);
  }

  @Test
  void processors_withAWriter_reachItOnceEach() {
    AtomicInteger writes = new AtomicInteger();
    MapWriter<String, Integer> writer = new MapWriter<>(key -> writes.incrementAndGet());
    Cache<String, Integer> cache = caches.open(writing(numbers(), writer));

    contend(() -> cache.invoke(KEY, increment()));

    assertThat(runs).hasValue(THREADS * TIMES);
    assertThat(writes).hasValue(THREADS * TIMES);
    assertThat(writer.source()).containsEntry(KEY, THREADS * TIMES);
  }

  @Test
  void loader_askedSeveralTimesByAProcessor_runsOnce() {
    for (Integer found : Arrays.asList(1, null)) {
      runs.set(0);
      FunctionLoader<String, Integer> loader =
          new FunctionLoader<>(
              key -> {
                runs.incrementAndGet();
                return found;
              });
      Cache<String, Integer> cache = caches.open("loads " + found, loading(numbers(), loader));

      boolean same =
          cache.invoke(
              KEY,
              (entry, arguments) -> {
                boolean first = Objects.equals(entry.getValue(), found);
                return first && Objects.equals(entry.getValue(), found);
              });

      assertThat(same).isTrue();
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void getAndPut_underContention_handsEveryValueOnOnce() {
    Cache<String, Integer> cache = caches.open(numbers());
    AtomicInteger next = new AtomicInteger();
    AtomicInteger handedOn = new AtomicInteger();
    cache.put(KEY, 0);

    contend(() -> handedOn.addAndGet(cache.getAndPut(KEY, next.incrementAndGet())));

    int all = THREADS * TIMES;
    assertThat(handedOn.get() + cache.get(KEY)).isEqualTo(all * (all + 1) / 2);
  }

  @Test
  void putIfAbsent_byManyThreads_writesOnce() {
    AtomicInteger writes = new AtomicInteger();
    Cache<String, Integer> cache =
        caches.open(writing(numbers(), new MapWriter<>(key -> writes.incrementAndGet())));

    List<Boolean> put =
        Crew.race(THREADS * 2, thread -> () -> cache.putIfAbsent(KEY, thread)).stream()
            .filter(absent -> absent)
            .toList();

    assertThat(put).hasSize(1);
    assertThat(writes).hasValue(1);
  }

  @Test
  void compareAndSet_underContention_losesNoStep() {
    Cache<String, Integer> cache = caches.open(numbers());
    cache.put(KEY, 0);

    contend(
        () -> {
          int seen = cache.get(KEY);
          while (!cache.replace(KEY, seen, seen + 1)) {
            seen = cache.get(KEY);
          }
        });

    assertThat(cache.get(KEY)).isEqualTo(THREADS * TIMES);
  }

  @Test
  void policy_underContention_isAskedOncePerWrite() {
    ConcurrentMap<Occasion, Integer> asked = new ConcurrentHashMap<>();
    Cache<String, Integer> cache =
        caches.open(
            expiring(
                numbers(),
                new HookedPolicy(
                    occasion -> {
                      asked.merge(occasion, 1, Integer::sum);
                      return Duration.ETERNAL;
                    })));

    contend(() -> cache.put(KEY, 1));

    assertThat(asked)
        .containsOnly(
            Map.entry(Occasion.CREATION, 1), Map.entry(Occasion.UPDATE, THREADS * TIMES - 1));
  }
}
