package org.entresol.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loads beside changes of the source: once the cache has been told of a change, nobody is given
 * what a load had read before it, and no such load is stored.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
@Tag("search")
class StaleLoadTest {

  private static final String NAME = "cache";
  private static final int VERSIONS = 5;

  private static final EntryProcessor<Integer, Integer, String> REMOVING =
      (entry, arguments) -> {
        entry.remove();
        return "removed";
      };

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Table table = new Table();

  /** The ways to tell a cache that its source has changed. */
  enum Notice {
    PUT,
    GET_AND_PUT,
    REMOVE,
    GET_AND_REMOVE,
    REMOVE_ALL_KEYS,
    REMOVE_ALL,
    CLEAR,
    PROCESSOR_SET,
    PROCESSOR_REMOVE;

    void give(Cache<Integer, Integer> cache, Integer key, Integer version) {
      switch (this) {
        case PUT -> cache.put(key, version);
        case GET_AND_PUT -> cache.getAndPut(key, version);
        case REMOVE -> cache.remove(key);
        case GET_AND_REMOVE -> cache.getAndRemove(key);
        case REMOVE_ALL_KEYS -> cache.removeAll(Set.of(key));
        case REMOVE_ALL -> cache.removeAll();
        case CLEAR -> cache.clear();
        case PROCESSOR_SET -> cache.invoke(key, setting(version));
        case PROCESSOR_REMOVE -> cache.invoke(key, REMOVING);
      }
    }

    /** Removing all there is says nothing to other nodes of what they are only about to load. */
    boolean isHeardByLoadsOfOtherNodes() {
      return this != REMOVE_ALL;
    }

    private static EntryProcessor<Integer, Integer, String> setting(Integer version) {
      return (entry, arguments) -> {
        entry.setValue(version);
        return "set";
      };
    }
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void get_besideLoads_isNeverOlderThanTheLastNotice(Notice notice) throws Exception {
    assertNeverOlder(Stack.HEAP, notice, 500);
  }

  @ParameterizedTest
  @EnumSource
  void get_besideLoadsOfOtherNodesWithNear_isNeverOlderThanTheLastNotice(Notice notice)
      throws Exception {
    assertNeverOlder(Stack.HEAP_REDIS, notice, 40);
  }

  @ParameterizedTest
  @EnumSource
  void get_besideLoadsOfOtherNodes_isNeverOlderThanTheLastNotice(Notice notice) throws Exception {
    assertNeverOlder(Stack.REDIS, notice, 40);
  }

  /** Changes by one cache, and reads and loads by all that hear of it. */
  private void assertNeverOlder(Stack stack, Notice notice, int rounds) throws Exception {
    List<Cache<Integer, Integer>> all =
        nodes.open(
            stack,
            NAME,
            EntresolConfiguration.builder(Integer.class, Integer.class)
                .loader(() -> table)
                .readThrough(true));
    List<Cache<Integer, Integer>> caches =
        notice.isHeardByLoadsOfOtherNodes() ? all : all.subList(0, 1);
    for (int round = 0; round < rounds; round++) {
      Integer key = round;
      CyclicBarrier start = new CyclicBarrier(4);
      AtomicInteger noticed = new AtomicInteger();
      Cache<Integer, Integer> near = caches.get(0);
      Cache<Integer, Integer> far = caches.get(caches.size() - 1);
      Cache<Integer, Integer> any = caches.get(round % caches.size());
      List<Callable<Object>> crew =
          List.of(
              () -> change(near, key, notice, noticed, start),
              () -> read(near, key, noticed, start),
              () -> read(far, key, noticed, start),
              () -> reload(any, key, start));
      for (Future<Object> done : threads.invokeAll(crew)) {
        done.get();
      }
      assertThat(caches)
          .allSatisfy(
              cache -> assertThat(cache.get(key)).as("key %s in the end", key).isEqualTo(VERSIONS));
    }
    nodes.assertNothingHeld(stack, NAME);
  }

  private Object change(
      Cache<Integer, Integer> cache,
      Integer key,
      Notice notice,
      AtomicInteger noticed,
      CyclicBarrier start)
      throws Exception {
    start.await();
    for (int version = 1; version <= VERSIONS; version++) {
      Interleaving.invite();
      table.set(key, version);
      notice.give(cache, key, version);
      noticed.set(version);
    }
    return "changed";
  }

  private static Object read(
      Cache<Integer, Integer> cache, Integer key, AtomicInteger noticed, CyclicBarrier start)
      throws Exception {
    start.await();
    List<String> stale = new ArrayList<>();
    while (noticed.get() < VERSIONS) {
      int atLeast = noticed.get();
      Integer version = cache.get(key);
      if ((version == null ? 0 : version) < atLeast) {
        stale.add("key " + key + ": " + version + " after notice of " + atLeast);
      }
    }
    assertThat(stale).isEmpty();
    return "read";
  }

  private static Object reload(Cache<Integer, Integer> cache, Integer key, CyclicBarrier start)
      throws Exception {
    start.await();
    for (int i = 0; i < VERSIONS; i++) {
      CompletionListenerFuture loaded = new CompletionListenerFuture();
      cache.loadAll(Set.of(key), true, loaded);
      loaded.get(10, TimeUnit.SECONDS);
    }
    return "reloaded";
  }
}
