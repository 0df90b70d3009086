package org.entresol.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operations of one key, called by threads at the same time, are atomic: one after another. Who
 * extends it has a static method {@code stacks}.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
@Tag("search")
public abstract class SingleKeyHistoryContract {

  private static final String NAME = "cache";
  private static final List<Operation> ALL = List.of(Operation.values());
  private static final Duration LONG = new Duration(TimeUnit.HOURS, 1);

  private final Table table = new Table();

  /** The caches of a name, of which a call may go by any. */
  protected abstract List<Cache<Integer, Integer>> open(
      Stack stack, String name, EntresolConfiguration.Builder<Integer, Integer> builder);

  /** Fails unless every right to a key of a cache has been given back. */
  protected abstract void assertNothingHeld(Stack stack, String name);

  @ParameterizedTest
  @MethodSource("stacks")
  void operations_ofPlainCache_areAtomic(Stack stack) throws Exception {
    assertAtomic(stack, builder(), ALL, 1);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void putsBesideProcessors_ofPlainCache_areAtomic(Stack stack) throws Exception {
    assertAtomic(stack, builder(), List.of(Operation.PUT, Operation.GET, Operation.INCREMENT), 2);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void operations_withListener_areAtomic(Stack stack) throws Exception {
    CacheEntryUpdatedListener<Integer, Integer> slow = events -> Interleaving.invite();

    assertAtomic(
        stack,
        builder()
            .listener(new MutableCacheEntryListenerConfiguration<>(() -> slow, null, true, true)),
        ALL,
        3);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void operations_withStandardExpiry_areAtomic(Stack stack) throws Exception {
    assertAtomic(stack, builder().expiry(new AccessedExpiryPolicy(LONG)), ALL, 4);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void operations_withPolicyOfTheUsers_areAtomic(Stack stack) throws Exception {
    assertAtomic(stack, builder().expiry(SlowPolicy::new), ALL, 5);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void operations_withWriter_areAtomicTogetherWithIt(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches =
        assertAtomic(stack, builder().writer(() -> table).writeThrough(true), ALL, 6);

    for (Cache<Integer, Integer> cache : caches) {
      cache.forEach(entry -> assertThat(table.load(entry.getKey())).isEqualTo(entry.getValue()));
      assertThat(table.size()).isEqualTo(sizeOf(cache));
    }
  }

  /**
   * While a writer is at work, the source is ahead of the cache, and a read that misses sees the
   * source; so the reads are there to disturb, and only what changes something has to be atomic.
   */
  @ParameterizedTest
  @MethodSource("stacks")
  void changes_besideReadsThroughLoader_areAtomic(Stack stack) throws Exception {
    List<Cache<Integer, Integer>> caches =
        open(
            stack,
            NAME,
            builder().writer(() -> table).writeThrough(true).loader(() -> table).readThrough(true));

    List<History> histories = new Crew(caches, ALL).work(rounds(stack), 7);

    assertExplained(stack, histories.stream().map(History::ofChanges).toList());
  }

  private static EntresolConfiguration.Builder<Integer, Integer> builder() {
    return EntresolConfiguration.builder(Integer.class, Integer.class);
  }

  private static int rounds(Stack stack) {
    return stack.isShared() ? 60 : 500;
  }

  /** Lets a crew work, and gives the caches it worked at. */
  private List<Cache<Integer, Integer>> assertAtomic(
      Stack stack,
      EntresolConfiguration.Builder<Integer, Integer> builder,
      List<Operation> operations,
      long seed)
      throws Exception {
    List<Cache<Integer, Integer>> caches = open(stack, NAME, builder);
    assertExplained(stack, new Crew(caches, operations).work(rounds(stack), seed));
    return caches;
  }

  private void assertExplained(Stack stack, List<History> histories) {
    assertThat(histories).hasSizeGreaterThan(rounds(stack));
    assertThat(histories.stream().filter(history -> !history.isExplained())).isEmpty();
    assertNothingHeld(stack, NAME);
  }

  private static int sizeOf(Cache<Integer, Integer> cache) {
    int size = 0;
    for (Cache.Entry<Integer, Integer> entry : cache) {
      size += (entry == null) ? 0 : 1;
    }
    return size;
  }

  /** A policy of the user's, so that the cache must not ask it where others have to wait. */
  private static final class SlowPolicy implements ExpiryPolicy {

    @Override
    public Duration getExpiryForCreation() {
      Interleaving.invite();
      return LONG;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
      Interleaving.invite();
      return LONG;
    }
  }
}
