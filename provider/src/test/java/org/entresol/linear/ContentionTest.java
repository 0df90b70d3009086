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
import org.entresol.ProcessorRights;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads at one key: nothing is lost, nothing happens twice, nobody waits for ever. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
@Tag("search")
class ContentionTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 500;
  private static final String NAME = "cache";
  private static final Integer KEY = 1;

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Table table = new Table();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @TestStacks.Each
  void invoke_byManyThreads_losesNothing(Stack stack) throws Exception {
    assertSumIsExact(stack, builder());
  }

  @ParameterizedTest
  @TestStacks.Each
  void invoke_exclusiveByManyThreads_runsEachProcessorOnceAndLosesNothing(Stack stack)
      throws Exception {
    assertSumIsExact(stack, builder().processors(ProcessorRights.EXCLUSIVE));

    assertThat(runs).hasValue(THREADS * times(stack));
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAP", "HEAP_REDIS"})
  void invoke_byManyThreadsByReference_losesNothing(Stack stack) throws Exception {
    assertSumIsExact(stack, builder().storeByValue(false));
  }

  @ParameterizedTest
  @TestStacks.Each
  void invoke_byManyThreadsWithWriter_writesInTheCachesOrder(Stack stack) throws Exception {
    assertSumIsExact(stack, builder().writer(() -> table).writeThrough(true));

    assertThat(table.load(KEY)).isEqualTo(THREADS * times(stack));
    assertThat(runs).hasValue(THREADS * times(stack));
  }

  private void assertSumIsExact(
      Stack stack, EntresolConfiguration.Builder<Integer, Integer> builder) throws Exception {
    List<Cache<Integer, Integer>> caches = nodes.open(stack, NAME, builder);
    AtomicBoolean over = new AtomicBoolean();
    Future<Object> others = threads.submit(() -> putOthers(caches.get(0), over));

    together(
        caches,
        cache -> {
          for (int i = 0; i < times(stack); i++) {
            cache.invoke(KEY, countUp());
          }
        });
    over.set(true);
    others.get();

    assertHeldByAll(caches, KEY, THREADS * times(stack));
    nodes.assertNothingHeld(stack, NAME);
  }

  private static void assertHeldByAll(
      List<Cache<Integer, Integer>> caches, Integer key, Integer value) {
    assertThat(caches).allSatisfy(cache -> assertThat(cache.get(key)).isEqualTo(value));
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

  @ParameterizedTest
  @TestStacks.Each
  void replaceIf_usedToCountUp_losesNothing(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches = nodes.open(stack, NAME, builder());
    caches.get(0).put(KEY, 0);

    together(
        caches,
        cache -> {
          for (int i = 0; i < times(stack); i++) {
            Integer held = cache.get(KEY);
            while (!cache.replace(KEY, held, held + 1)) {
              held = cache.get(KEY);
            }
          }
        });

    assertHeldByAll(caches, KEY, THREADS * times(stack));
  }

  @ParameterizedTest
  @TestStacks.Each
  void putIfAbsent_byManyThreads_hasOneWinner(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches = nodes.open(stack, NAME, builder());
    AtomicInteger names = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    Map<Integer, ConcurrentLinkedQueue<Integer>> winners = queues();

    together(
        caches,
        cache -> {
          Integer name = names.incrementAndGet();
          for (Integer round = 0; round < ROUNDS; round++) {
            start.await();
            if (cache.putIfAbsent(round, name)) {
              requireNonNull(winners.get(round)).add(name);
            }
          }
        });

    winners.forEach(
        (round, won) -> {
          assertThat(won).hasSize(1);
          assertHeldByAll(caches, round, won.element());
        });
  }

  @ParameterizedTest
  @TestStacks.Each
  void getAndRemove_byManyThreads_givesTheValueToOne(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches = nodes.open(stack, NAME, builder());
    IntStream.range(0, ROUNDS).forEach(round -> caches.get(0).put(round, round));
    CyclicBarrier start = new CyclicBarrier(THREADS);
    Map<Integer, ConcurrentLinkedQueue<Integer>> given = queues();

    together(
        caches,
        cache -> {
          for (Integer round = 0; round < ROUNDS; round++) {
            start.await();
            Integer removed = cache.getAndRemove(round);
            if (removed != null) {
              requireNonNull(given.get(round)).add(removed);
            }
          }
        });

    given.forEach((round, values) -> assertThat(values).containsExactly(round));
  }

  @ParameterizedTest
  @TestStacks.Each
  void getAndPut_byManyThreads_givesEachValueToOne(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches = nodes.open(stack, NAME, builder());
    caches.get(0).put(KEY, 0);
    AtomicInteger next = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> given = new ConcurrentLinkedQueue<>();

    together(
        caches,
        cache -> {
          for (int i = 0; i < times(stack); i++) {
            given.add(cache.getAndPut(KEY, next.incrementAndGet()));
          }
        });
    given.add(caches.get(0).get(KEY));

    assertThat(given).doesNotHaveDuplicates().hasSize(THREADS * times(stack) + 1);
  }

  /** On a tier, what is cleared under a processor lets it run again, and nobody waits for it. */
  @ParameterizedTest
  @TestStacks.Each
  void clear_besideProcessors_runsEachAndEndsEmpty(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches = nodes.open(stack, NAME, builder());
    AtomicBoolean over = new AtomicBoolean();
    Future<Object> clearing = threads.submit(() -> clear(caches.get(0), over));

    together(
        caches,
        cache -> {
          for (int i = 0; i < times(stack); i++) {
            cache.invoke(KEY, countUp());
          }
        });
    over.set(true);
    clearing.get();

    if (stack.isShared()) {
      assertThat(runs).hasValueGreaterThanOrEqualTo(THREADS * times(stack));
    } else {
      assertThat(runs).hasValue(THREADS * times(stack));
    }
    caches.get(0).clear();
    assertThat(caches).allSatisfy(cache -> assertThat(cache).isEmpty());
    nodes.assertNothingHeld(stack, NAME);
  }

  private static Object clear(Cache<Integer, Integer> cache, AtomicBoolean over) {
    while (!over.get()) {
      Interleaving.invite();
      cache.clear();
    }
    return "done";
  }

  /** What is counted is taken once, even where a processor has to run again. */
  @ParameterizedTest
  @TestStacks.Each
  void getAndRemove_besideProcessors_losesNoCount(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches = nodes.open(stack, NAME, builder());
    AtomicInteger names = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();

    together(
        caches,
        cache -> {
          boolean counts = names.incrementAndGet() % 2 == 0;
          for (int i = 0; i < times(stack); i++) {
            if (counts) {
              cache.invoke(KEY, countUp());
            } else {
              Integer held = cache.getAndRemove(KEY);
              taken.addAndGet((held == null) ? 0 : held);
            }
          }
        });
    Integer left = caches.get(0).getAndRemove(KEY);

    assertThat(taken.get() + ((left == null) ? 0 : left)).isEqualTo(THREADS / 2 * times(stack));
    if (stack.isShared()) {
      assertThat(runs).hasValueGreaterThanOrEqualTo(THREADS / 2 * times(stack));
    } else {
      assertThat(runs).hasValue(THREADS / 2 * times(stack));
    }
    nodes.assertNothingHeld(stack, NAME);
  }

  @ParameterizedTest
  @TestStacks.Each
  void bulkWrites_inOppositeOrdersWithWriter_bothEnd(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches =
        nodes.open(stack, NAME, builder().writer(() -> table).writeThrough(true));
    AtomicInteger names = new AtomicInteger();

    together(
        caches,
        cache -> {
          boolean forwards = names.incrementAndGet() % 2 == 0;
          for (int i = 0; i < bulks(stack); i++) {
            cache.putAll(forwards ? ordered(1, 2, 3) : ordered(3, 2, 1));
            cache.removeAll(forwards ? Set.of(1, 3) : Set.of(3, 2));
          }
        });

    for (Cache<Integer, Integer> cache : caches) {
      cache.forEach(entry -> assertThat(table.load(entry.getKey())).isEqualTo(entry.getValue()));
      assertThat(cache).hasSize(table.size());
    }
    nodes.assertNothingHeld(stack, NAME);
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

  private static int times(Stack stack) {
    return stack.isShared() ? 150 : 2_000;
  }

  private static int bulks(Stack stack) {
    return stack.isShared() ? 100 : 500;
  }

  /** What one of the threads does with the cache of its node. */
  private interface Work {
    void on(Cache<Integer, Integer> cache) throws Exception;
  }

  /** Lets all threads do the same at the same time, each at one of the caches. */
  private void together(List<Cache<Integer, Integer>> caches, Work work) throws Exception {
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Callable<Object>> crew = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Cache<Integer, Integer> cache = caches.get(i % caches.size());
      crew.add(
          () -> {
            ready.countDown();
            ready.await(10, TimeUnit.SECONDS);
            work.on(cache);
            return "done";
          });
    }
    for (Future<Object> done : threads.invokeAll(crew)) {
      done.get();
    }
  }
}
