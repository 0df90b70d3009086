package org.entresol.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.guard.DeadlockException;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.entresol.jcache.EntresolCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has to wait for an entry processor, who has not, and who is told that it would never end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
class ExclusionTest {

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final Cache<Integer, Integer> cache = cache("cache", builder());
  private final CountDownLatch inProcessor = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** What has to come after a processor of key 1 that is under way, and leaves nothing of it. */
  enum Later {
    REMOVE,
    GET_AND_REMOVE,
    REMOVE_ALL_KEYS,
    REMOVE_ALL,
    CLEAR;

    void on(Cache<Integer, Integer> cache) {
      switch (this) {
        case REMOVE -> cache.remove(1);
        case GET_AND_REMOVE -> cache.getAndRemove(1);
        case REMOVE_ALL_KEYS -> cache.removeAll(Set.of(1));
        case REMOVE_ALL -> cache.removeAll();
        case CLEAR -> cache.clear();
      }
    }
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @EnumSource
  void removal_besideProcessorOfItsKey_comesAfterIt(Later later) {
    cache.put(1, 1);
    Task<Integer> processing = processing(1);

    Task<Boolean> removing = Crew.run(() -> later.on(cache));
    removing.awaitBlocked();
    assertThat(cache.get(1)).isEqualTo(1);
    goOn.countDown();

    assertThat(processing.result()).isEqualTo(2);
    removing.result();
    assertThat(cache.get(1)).isNull();
  }

  @Test
  void operations_onOtherKeysBesideProcessor_goOn() {
    Task<Integer> processing = processing(1);

    Task<Boolean> others =
        Crew.run(
            () -> {
              for (int key = 2; key < 2_000; key++) {
                cache.put(key, key);
                cache.replace(key, key, key + 1);
                cache.invoke(key, (entry, arguments) -> entry.getValue());
                cache.putAll(Map.of(key, key));
                cache.remove(key);
              }
            });

    assertThat(others.result()).isTrue();
    goOn.countDown();
    assertThat(processing.result()).isEqualTo(1);
  }

  private Task<Integer> processing(Integer key) {
    Task<Integer> helper =
        Crew.start(
            () ->
                cache.invoke(
                    key,
                    (entry, arguments) -> {
                      Integer held = entry.getValue();
                      inProcessor.countDown();
                      Crew.await(goOn);
                      int next = (held == null) ? 1 : held + 1;
                      entry.setValue(next);
                      return next;
                    }));
    Crew.await(inProcessor);
    return helper;
  }

  @Test
  void processors_thatCallEachOthersCaches_endWithOneRefusal() {
    Cache<Integer, Integer> other = cache("other", builder());
    CyclicBarrier bothHold = new CyclicBarrier(2);

    Task<Integer> there = Crew.start(() -> crossing(other, cache, bothHold));
    Throwable here = catchThrowable(() -> crossing(cache, other, bothHold));
    Throwable beyond = catchThrowable(there::result);

    List<Throwable> refusals = Stream.of(here, beyond).filter(t -> t != null).toList();
    assertThat(refusals)
        .isNotEmpty()
        .allSatisfy(
            refusal ->
                assertThat(refusal)
                    .isInstanceOf(CacheException.class)
                    .hasRootCauseInstanceOf(DeadlockException.class));
    cache.put(1, 5);
    other.put(1, 5);
  }

  /** Puts key 1 of another cache from a processor of key 1. */
  private static Integer crossing(
      Cache<Integer, Integer> from, Cache<Integer, Integer> to, CyclicBarrier bothHold) {
    return from.invoke(
        1,
        (entry, arguments) -> {
          try {
            bothHold.await();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          to.put(1, 1);
          return 1;
        });
  }

  @ParameterizedTest
  @TestStacks.Each
  void loads_thatAskForEachOthersKeys_bothEnd(Stack stack) {
    Table table = new Table();
    table.set(1, 1);
    table.set(2, 2);
    List<Cache<Integer, Integer>> loading =
        nodes.open(stack, "loading", builder().loader(() -> table).readThrough(true));
    Cache<Integer, Integer> first = loading.get(0);
    Cache<Integer, Integer> last = loading.get(loading.size() - 1);

    for (int round = 0; round < (stack.isShared() ? 100 : 500); round++) {
      first.clear();
      Task<Integer> forwards = Crew.start(() -> first.getAll(ordered(1, 2)).size());
      Task<Integer> backwards = Crew.start(() -> last.getAll(ordered(2, 1)).size());
      assertThat(forwards.result()).isEqualTo(2);
      assertThat(backwards.result()).isEqualTo(2);
    }
    nodes.assertNothingHeld(stack, "loading");
  }

  private static Set<Integer> ordered(Integer first, Integer second) {
    return new LinkedHashSet<>(List.of(first, second));
  }

  private static EntresolConfiguration.Builder<Integer, Integer> builder() {
    return EntresolConfiguration.builder(Integer.class, Integer.class);
  }

  private Cache<Integer, Integer> cache(
      String name, EntresolConfiguration.Builder<Integer, Integer> builder) {
    return provider.getCacheManager().createCache(name, builder.build());
  }
}
