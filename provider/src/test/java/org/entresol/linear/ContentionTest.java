package org.entresol.linear;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.entresol.EntresolConfiguration;
import org.entresol.jcache.EntresolCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at one key: nothing is lost, nothing happens twice, nobody waits for ever. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
@Tag("search")
class ContentionTest {

  private static final int THREADS = 4;
  private static final int TIMES = 2_000;
  private static final int ROUNDS = 500;
  private static final Integer KEY = 1;

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Table table = new Table();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    provider.close();
    threads.shutdownNow();
  }

  @Test
  void invoke_byManyThreads_runsEachProcessorOnceAndLosesNothing() throws Exception {
    assertSumIsExact(cache(builder()));
  }

  @Test
  void invoke_byManyThreadsByReference_runsEachProcessorOnceAndLosesNothing() throws Exception {
    assertSumIsExact(cache(builder().storeByValue(false)));
  }

  @Test
  void invoke_byManyThreadsWithWriter_writesInTheCachesOrder() throws Exception {
    Cache<Integer, Integer> cache = cache(builder().writer(() -> table).writeThrough(true));

    assertSumIsExact(cache);

    assertThat(table.load(KEY)).isEqualTo(THREADS * TIMES);
  }

  private void assertSumIsExact(Cache<Integer, Integer> cache) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Future<Object> others = threads.submit(() -> putOthers(cache, over));

    together(
        () -> {
          for (int i = 0; i < TIMES; i++) {
            cache.invoke(KEY, countUp());
          }
          return "done";
        });
    over.set(true);
    others.get();

    assertThat(cache.get(KEY)).isEqualTo(THREADS * TIMES);
    assertThat(runs).hasValue(THREADS * TIMES);
  }

  private static Object putOthers(Cache<Integer, Integer> cache, AtomicBoolean over) {
    int i = 0;
    while (!over.get()) {
      cache.put(KEY + 1 + i++ % 100, i);
    }
    return "done";
  }

  private EntryProcessor<Integer, Integer, Integer> countUp() {
    return (entry, arguments) -> {
      runs.incrementAndGet();
      Integer held = entry.getValue();
      Interleaving.invite();
      int next = (held == null) ? 1 : held + 1;
      entry.setValue(next);
      return next;
    };
  }

  @Test
  void replaceIf_usedToCountUp_losesNothing() throws Exception {
    Cache<Integer, Integer> cache = cache(builder());
    cache.put(KEY, 0);

    together(
        () -> {
          for (int i = 0; i < TIMES; i++) {
            Integer held = cache.get(KEY);
            while (!cache.replace(KEY, held, held + 1)) {
              held = cache.get(KEY);
            }
          }
          return "done";
        });

    assertThat(cache.get(KEY)).isEqualTo(THREADS * TIMES);
  }

  @Test
  void putIfAbsent_byManyThreads_hasOneWinner() throws Exception {
    Cache<Integer, Integer> cache = cache(builder());
    AtomicInteger names = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    Map<Integer, ConcurrentLinkedQueue<Integer>> winners = queues();

    together(
        () -> {
          Integer name = names.incrementAndGet();
          for (Integer round = 0; round < ROUNDS; round++) {
            start.await();
            if (cache.putIfAbsent(round, name)) {
              requireNonNull(winners.get(round)).add(name);
            }
          }
          return "done";
        });

    winners.forEach((round, won) -> assertThat(won).containsExactly(cache.get(round)));
  }

  @Test
  void getAndRemove_byManyThreads_givesTheValueToOne() throws Exception {
    Cache<Integer, Integer> cache = cache(builder());
    IntStream.range(0, ROUNDS).forEach(round -> cache.put(round, round));
    CyclicBarrier start = new CyclicBarrier(THREADS);
    Map<Integer, ConcurrentLinkedQueue<Integer>> given = queues();

    together(
        () -> {
          for (Integer round = 0; round < ROUNDS; round++) {
            start.await();
            Integer removed = cache.getAndRemove(round);
            if (removed != null) {
              requireNonNull(given.get(round)).add(removed);
            }
          }
          return "done";
        });

    given.forEach((round, values) -> assertThat(values).containsExactly(round));
  }

  @Test
  void getAndPut_byManyThreads_givesEachValueToOne() throws Exception {
    Cache<Integer, Integer> cache = cache(builder());
    cache.put(KEY, 0);
    AtomicInteger next = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> given = new ConcurrentLinkedQueue<>();

    together(
        () -> {
          for (int i = 0; i < TIMES; i++) {
            given.add(cache.getAndPut(KEY, next.incrementAndGet()));
          }
          return "done";
        });
    given.add(cache.get(KEY));

    assertThat(given).doesNotHaveDuplicates().hasSize(THREADS * TIMES + 1);
  }

  @Test
  void clear_besideProcessors_runsEachOnceAndEndsEmpty() throws Exception {
    Cache<Integer, Integer> cache = cache(builder());
    AtomicBoolean over = new AtomicBoolean();
    Future<Object> clearing =
        threads.submit(
            () -> {
              while (!over.get()) {
                cache.clear();
              }
              return "done";
            });

    together(
        () -> {
          for (int i = 0; i < TIMES; i++) {
            cache.invoke(KEY, countUp());
          }
          return "done";
        });
    over.set(true);
    clearing.get();

    assertThat(runs).hasValue(THREADS * TIMES);
    cache.clear();
    assertThat(cache).isEmpty();
  }

  @Test
  void bulkWrites_inOppositeOrdersWithWriter_bothEnd() throws Exception {
    Cache<Integer, Integer> cache = cache(builder().writer(() -> table).writeThrough(true));
    AtomicInteger names = new AtomicInteger();

    together(
        () -> {
          boolean forwards = names.incrementAndGet() % 2 == 0;
          for (int i = 0; i < ROUNDS; i++) {
            cache.putAll(forwards ? ordered(1, 2, 3) : ordered(3, 2, 1));
            cache.removeAll(forwards ? Set.of(1, 3) : Set.of(3, 2));
          }
          return "done";
        });

    cache.forEach(entry -> assertThat(table.load(entry.getKey())).isEqualTo(entry.getValue()));
  }

  private static Map<Integer, Integer> ordered(int... keys) {
    Map<Integer, Integer> map = new LinkedHashMap<>();
    IntStream.of(keys).forEach(key -> map.put(key, key));
    return map;
  }

  private static Map<Integer, ConcurrentLinkedQueue<Integer>> queues() {
    Map<Integer, ConcurrentLinkedQueue<Integer>> queues = new HashMap<>();
    IntStream.range(0, ROUNDS).forEach(round -> queues.put(round, new ConcurrentLinkedQueue<>()));
    return queues;
  }

  private static EntresolConfiguration.Builder<Integer, Integer> builder() {
    return EntresolConfiguration.builder(Integer.class, Integer.class);
  }

  private Cache<Integer, Integer> cache(EntresolConfiguration.Builder<Integer, Integer> builder) {
    return provider.getCacheManager().createCache("cache", builder.build());
  }

  /** Lets all threads do the same at the same time. */
  private void together(Callable<Object> work) throws Exception {
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Callable<Object>> crew = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      crew.add(
          () -> {
            ready.countDown();
            ready.await(10, TimeUnit.SECONDS);
            return work.call();
          });
    }
    for (Future<Object> done : threads.invokeAll(crew)) {
      done.get();
    }
  }
}
