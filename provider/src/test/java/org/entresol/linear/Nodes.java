package org.entresol.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.awaitility.Awaitility;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.tier.memory.MemoryCache;
import org.entresol.tier.memory.MemoryTier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where histories come from: the caches of one name, of which a heap has one and a tier in memory
 * three, one of each node.
 *
 * <p>What one node has been shown of a change, all have heard; so calls are to be explained
 * whichever nodes they go by, those that are answered from near among them. Time passes for the
 * nodes meanwhile: they prolong leases, and compare what they have heard with the authority.
 */
final class Nodes implements AfterEachCallback {

  private static final List<String> NAMES = List.of("one", "two", "three");
  private static final long PULSE_MILLIS = 3;

  private final EntresolCachingProvider heap = new EntresolCachingProvider();
  private final MemoryLab lab = new MemoryLab();
  private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  private @Nullable ScheduledFuture<?> pulse;

  /** The caches of a name; a call may go by any of them. */
  List<Cache<Integer, Integer>> open(
      Stack stack, String name, EntresolConfiguration.Builder<Integer, Integer> builder) {
    if (stack.hasHeap()) {
      builder.heap(HeapBound.entries(1_000_000));
    }
    EntresolConfiguration<Integer, Integer> configuration = builder.stack(stack).build();
    if (!stack.isShared()) {
      return List.of(heap.getCacheManager().createCache(name, configuration));
    }
    List<Cache<Integer, Integer>> caches =
        managers().map(manager -> manager.createCache(name, configuration)).toList();
    NAMES.forEach(this::disturb);
    pulse = time.scheduleWithFixedDelay(this::live, 0, PULSE_MILLIS, TimeUnit.MILLISECONDS);
    return caches;
  }

  private Stream<CacheManager> managers() {
    return NAMES.stream().map(lab::manager);
  }

  private void live() {
    lab.tick();
    lab.repair();
  }

  /** Lets others come in between before and after each call that a node sends. */
  private void disturb(String node) {
    lab.node(node).link().before(Interleaving::invite);
    lab.node(node)
        .link()
        .after(
            () -> {
              hearAll();
              Interleaving.invite();
            });
  }

  private void hearAll() {
    for (String node : NAMES) {
      for (MemoryTier tier : lab.node(node).tiers()) {
        tier.inbox().hear(Integer.MAX_VALUE);
      }
    }
  }

  /** Fails unless every right to a key of a cache that is shared has been given back. */
  void assertNothingHeld(Stack stack, String name) {
    if (stack.isShared()) {
      MemoryCache cache = lab.authority().cache(name);
      Awaitility.await().untilAsserted(() -> assertThat(cache.rights()).isEmpty());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    ScheduledFuture<?> lives = pulse;
    boolean failed = lives != null && lives.isDone();
    time.shutdownNow();
    boolean ended = time.awaitTermination(10, TimeUnit.SECONDS);
    heap.close();
    lab.close();
    assertThat(failed).as("ticks or repairs failed").isFalse();
    assertThat(ended).as("ticks and repairs ended").isTrue();
  }
}
