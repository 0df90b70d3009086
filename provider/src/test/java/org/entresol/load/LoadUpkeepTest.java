package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.jcache.Crew;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.Gate;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How loads share their threads, and what they leave alone. */
@Tag("unit")
class LoadUpkeepTest {
  private static final int LOAD_THREADS = 64;

  @RegisterExtension private final HeapLab lab = new HeapLab();

  @Test
  void getAll_ofManyStaleKeysWithASlowSource_waitsForOneSoftTimeout() {
    Cache<String, String> cache =
        lab.open(l -> l.staleIfError(Duration.ofHours(1)).softTimeout(Duration.ofSeconds(1)));
    Set<String> keys = IntStream.range(0, 30).mapToObj(i -> "k" + i).collect(Collectors.toSet());
    cache.getAll(keys);
    lab.pass(HeapLab.LIFE);
    Gate gate = Gate.closed();
    lab.origin().before(gate::pass);
    long start = System.nanoTime();
    assertThat(cache.getAll(keys)).hasSize(30).containsEntry("k3", "k31");
    long took = System.nanoTime() - start;
    gate.open();
    assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void refresh_thatBeginsAfterARemove_bringsNothingBack() {
    Cache<String, String> cache = lab.open(l -> l.refreshAfter(0.8));
    cache.get("k");
    CountDownLatch in = new CountDownLatch(LOAD_THREADS);
    CountDownLatch go = new CountDownLatch(1);
    lab.origin()
        .before(
            () -> {
              if (in.getCount() > 0) {
                in.countDown();
                Crew.await(go);
              }
            });
    for (int i = 0; i < LOAD_THREADS; i++) {
      cache.loadAll(Set.of("other" + i), false, null);
    }
    Crew.await(in);
    lab.pass(Duration.ofSeconds(50));
    assertThat(cache.get("k")).isEqualTo("k1");
    assertThat(cache.remove("k")).isTrue();
    go.countDown();
    awaitLoadThreads();
    assertThat(cache.containsKey("k")).isFalse();
    assertThat(lab.origin().loads("k")).isEqualTo(1);
  }

  @Test
  void load_withinALoadThatCallersMayLeave_endsThoughAllThreadsLoad() {
    TestCaches caches = lab.caches();
    Cache<String, String> inner =
        caches
            .manager()
            .createCache(
                "inner",
                EntresolConfiguration.builder(String.class, String.class)
                    .loader(() -> new FunctionLoader<>(key -> key + "!"))
                    .readThrough(true)
                    .load(l -> l.softTimeout(Duration.ofSeconds(1)))
                    .build());
    CyclicBarrier all = new CyclicBarrier(LOAD_THREADS);
    Cache<String, String> outer =
        caches
            .manager()
            .createCache(
                "outer",
                EntresolConfiguration.builder(String.class, String.class)
                    .loader(
                        () ->
                            new FunctionLoader<String, String>(
                                key -> {
                                  meet(all);
                                  return inner.get(key);
                                }))
                    .readThrough(true)
                    .load(l -> l.softTimeout(Duration.ofSeconds(1)))
                    .build());
    List<Crew.Task<String>> tasks = new ArrayList<>();
    for (int i = 0; i < LOAD_THREADS; i++) {
      String key = "k" + i;
      tasks.add(Crew.start(() -> outer.get(key)));
    }
    for (int i = 0; i < LOAD_THREADS; i++) {
      assertThat(tasks.get(i).result()).isEqualTo("k" + i + "!");
    }
  }

  @Test
  void getAll_ofDueEntries_refreshesThemInOneCall() {
    Cache<String, String> cache = lab.open(l -> l.refreshAfter(0.8));
    Set<String> keys = Set.of("a", "b", "c");
    cache.getAll(keys);
    lab.pass(Duration.ofSeconds(50));
    cache.getAll(keys);
    Crew.until(() -> cache.getAll(keys).equals(Map.of("a", "a2", "b", "b2", "c", "c2")));
    assertThat(lab.origin().batches()).containsExactly(keys, keys);
  }

  @Test
  void entry_ofACacheWithoutALoader_isNotKeptPastItsEnd() {
    Cache<String, String> cache =
        lab.caches()
            .manager()
            .createCache(
                "plain",
                EntresolConfiguration.builder(String.class, String.class)
                    .expiry(new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE))
                    .load(l -> l.staleIfError(Duration.ofHours(1)))
                    .build());
    cache.put("k", "v");
    lab.pass(HeapLab.LIFE);
    assertThat(cache.get("k")).isNull();
    assertThat(cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class).estimatedSize())
        .isZero();
  }

  @Test
  void softTimeout_ofALoadThatHangs_isWaitedForOnce() {
    Cache<String, String> cache =
        lab.open(l -> l.staleIfError(Duration.ofHours(1)).softTimeout(Duration.ofSeconds(1)));
    cache.get("k");
    lab.pass(HeapLab.LIFE);
    Gate gate = Gate.closed();
    lab.origin().before(gate::pass);
    cache.get("k");
    long start = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      assertThat(cache.get("k")).isEqualTo("k1");
    }
    long took = System.nanoTime() - start;
    gate.open();
    assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void replacement_whoseLoaderThrowsAnError_pauses() {
    Cache<String, String> cache = lab.open(l -> l.staleWhileRevalidate(Duration.ofHours(1)));
    cache.get("k");
    lab.pass(HeapLab.LIFE);
    AtomicInteger tries = new AtomicInteger();
    lab.origin()
        .before(
            () -> {
              tries.incrementAndGet();
              throw new StackOverflowError("deep");
            });
    cache.get("k");
    awaitLoadThreads();
    for (int i = 0; i < 50; i++) {
      cache.get("k");
    }
    awaitLoadThreads();
    assertThat(tries).hasValue(1);
  }

  /** Waits until whatever the load threads had to do before is done: all of them load at once. */
  private void awaitLoadThreads() {
    CyclicBarrier all = new CyclicBarrier(LOAD_THREADS + 1);
    Cache<String, String> cache =
        lab.caches()
            .manager()
            .createCache(
                "all threads",
                EntresolConfiguration.builder(String.class, String.class)
                    .loader(
                        () ->
                            new FunctionLoader<String, String>(
                                key -> {
                                  meet(all);
                                  return key;
                                }))
                    .build());
    for (int i = 0; i < LOAD_THREADS; i++) {
      cache.loadAll(Set.of("k" + i), false, null);
    }
    meet(all);
    lab.caches().manager().destroyCache("all threads");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
