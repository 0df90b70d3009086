package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.entresol.stats.Beans;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads whose entry is gone find what is pending, before the source is asked. */
@Tag("server")
class PendingReadsTest {
  private static final String KEY = "k";
  private static final Duration SHORT = new Duration(TimeUnit.MILLISECONDS, 1);

  @RegisterExtension private final Lab lab = new Lab();

  private final Source source = lab.source();

  PendingReadsTest() {
    source.rows().put(KEY, "old");
  }

  /** How an entry goes while its write stays. */
  enum Gone {
    EXPIRED,
    CLEARED,
    EVICTED,
    DELETED_IN_REDIS;

    boolean isPossibleOn(Stack stack) {
      return switch (this) {
        case EXPIRED, CLEARED -> true;
        case EVICTED -> stack == Stack.HEAP;
        case DELETED_IN_REDIS -> stack.isShared();
      };
    }
  }

  /** Where a write may be that the source has not got. */
  enum Place {
    WAITING,
    UNDER_WAY,
    PAUSING,
    DEAD
  }

  private static Stream<Arguments> cases() {
    return TestStacks.all()
        .flatMap(
            stack ->
                Stream.of(Gone.values())
                    .filter(gone -> gone.isPossibleOn(stack))
                    .flatMap(
                        gone ->
                            Stream.of(Place.values())
                                .map(place -> Arguments.of(stack, gone, place))));
  }

  private EntresolCache<String, String> open(Stack stack, Gone gone, Place place) {
    EntresolConfiguration.Builder<String, String> builder =
        lab.behind(
                stack,
                it ->
                    switch (place) {
                      case WAITING -> it;
                      case UNDER_WAY -> it.delay(Lab.AT_ONCE);
                      case PAUSING ->
                          it.delay(Lab.AT_ONCE).backoff(Lab.HOUR).flushTimeout(Lab.AT_ONCE);
                      case DEAD -> it.delay(Lab.AT_ONCE).tries(1);
                    })
            .readThrough(true);
    if (gone == Gone.EXPIRED) {
      builder.expiry(new CreatedExpiryPolicy(SHORT));
    }
    if (gone == Gone.EVICTED) {
      builder.heap(HeapBound.entries(1));
    }
    return lab.open(builder);
  }

  /** Changes the key, and waits until its write is where it is to be. */
  private void change(EntresolCache<String, String> cache, Place place, @Nullable String value) {
    if (place == Place.UNDER_WAY) {
      source.holdUp();
    }
    source.down(place == Place.PAUSING || place == Place.DEAD);
    if (value == null) {
      cache.remove(KEY);
    } else {
      cache.put(KEY, value);
    }
    Crew.until(
        () ->
            switch (place) {
              case WAITING -> true;
              case UNDER_WAY -> !source.batches().isEmpty();
              case PAUSING -> source.refused() > 0;
              case DEAD -> cache.deadLetters().list(1).size() == 1;
            });
    source.down(false);
  }

  private void lose(EntresolCache<String, String> cache, Gone gone) {
    switch (gone) {
      case EXPIRED -> Crew.until(() -> !cache.containsKey(KEY));
      case CLEARED -> cache.clear();
      case EVICTED -> evict(cache);
      case DELETED_IN_REDIS -> lab.loseEntry(cache, KEY);
    }
    assertThat(cache.containsKey(KEY)).as("entry after it is %s", gone).isFalse();
  }

  private void evict(EntresolCache<String, String> cache) {
    for (int i = 0; i < 50; i++) {
      source.rows().put("other" + i, "v");
    }
    AtomicInteger others = new AtomicInteger();
    com.github.benmanes.caffeine.cache.Cache<?, ?> heap =
        cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class);
    Crew.until(
        () -> {
          String other = "other" + others.incrementAndGet() % 50;
          for (int i = 0; i < 10; i++) {
            cache.get(other);
          }
          heap.cleanUp();
          return !cache.containsKey(KEY);
        });
  }

  private void assertReadsGive(
      EntresolCache<String, String> cache, Gone gone, @Nullable String value) {
    lose(cache, gone);
    assertThat(cache.get(KEY)).as("get").isEqualTo(value);
    lose(cache, gone);
    assertThat(cache.getAll(Set.of(KEY)))
        .as("getAll")
        .isEqualTo(value == null ? Map.of() : Map.of(KEY, value));
    lose(cache, gone);
    assertThat(cache.<String>invoke(KEY, (entry, more) -> entry.getValue()))
        .as("invoke")
        .isEqualTo(value);
    assertThat(source.loads()).as("loads").doesNotContain(KEY);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cases")
  void read_whileAWriteIsNotInTheSource_givesItsValue(Stack stack, Gone gone, Place place) {
    EntresolCache<String, String> cache = open(stack, gone, place);
    change(cache, place, "new");

    assertReadsGive(cache, gone, "new");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cases")
  void read_whileADeletionIsNotInTheSource_givesNothing(Stack stack, Gone gone, Place place) {
    EntresolCache<String, String> cache = open(stack, gone, place);
    change(cache, place, null);

    assertReadsGive(cache, gone, null);
  }

  @ParameterizedTest
  @TestStacks.Each
  void getAll_somePendingAndSomeNot_asksTheSourceForTheOthersOnly(Stack stack) {
    source.rows().put("b", "row");
    EntresolCache<String, String> cache = lab.open(lab.behind(stack).readThrough(true));
    cache.put(KEY, "new");
    cache.remove("c");
    cache.clear();

    assertThat(cache.getAll(Set.of(KEY, "b", "c"))).isEqualTo(Map.of(KEY, "new", "b", "row"));

    assertThat(source.loads()).containsExactly("b");
  }

  @ParameterizedTest
  @TestStacks.Each
  void read_afterTheWriteIsDone_asksTheSource(Stack stack) {
    EntresolCache<String, String> cache = lab.open(lab.behind(stack).readThrough(true));
    cache.put(KEY, "new");
    cache.flush();
    cache.clear();
    source.rows().put(KEY, "changed elsewhere");

    assertThat(cache.get(KEY)).isEqualTo("changed elsewhere");
  }

  @ParameterizedTest
  @TestStacks.Each
  void read_olderUnderWayAndNewerPending_givesTheNewer(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open(lab.behind(stack, it -> it.delay(Lab.AT_ONCE)).readThrough(true));
    change(cache, Place.UNDER_WAY, "new");
    cache.put(KEY, "newer");
    cache.clear();

    assertThat(cache.get(KEY)).isEqualTo("newer");
  }

  // ---- loads of other kinds

  private static Stream<Arguments> places() {
    return TestStacks.all()
        .flatMap(stack -> Stream.of(Place.values()).map(place -> Arguments.of(stack, place)));
  }

  private static void loadAll(Cache<String, String> cache) {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of(KEY), true, done);
    Crew.promptly(done::get);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("places")
  void loadAll_replacingExistingValues_neverBringsBackTheOlder(Stack stack, Place place) {
    EntresolCache<String, String> cache = open(stack, Gone.CLEARED, place);
    change(cache, place, "new");

    loadAll(cache);
    assertThat(cache.get(KEY)).isEqualTo("new");
    cache.clear();
    loadAll(cache);
    assertThat(cache.get(KEY)).isEqualTo("new");
    assertThat(source.loads()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("places")
  void loadAll_replacingExistingValues_neverBringsBackTheDeleted(Stack stack, Place place) {
    EntresolCache<String, String> cache = open(stack, Gone.CLEARED, place);
    change(cache, place, null);

    loadAll(cache);

    assertThat(cache.containsKey(KEY)).isFalse();
    assertThat(source.loads()).isEmpty();
  }

  /** Lets the first entry live for a moment, and all others for good. */
  private static final class FirstShort implements ExpiryPolicy {
    private final AtomicInteger created = new AtomicInteger();

    @Override
    public Duration getExpiryForCreation() {
      return created.incrementAndGet() == 1 ? SHORT : Duration.ETERNAL;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }

  @ParameterizedTest
  @TestStacks.Each
  void staleWhileRevalidate_whileAWriteIsPending_neverBringsBackTheOlder(Stack stack) {
    ExpiryPolicy policy = new FirstShort();
    EntresolCache<String, String> cache =
        lab.open(
            lab.behind(stack)
                .readThrough(true)
                .statistics(true)
                .load(it -> it.staleWhileRevalidate(Lab.HOUR))
                .expiry(() -> policy));
    cache.put(KEY, "new");
    Crew.until(() -> !cache.containsKey(KEY));
    EntresolStatisticsMXBean statistics = Beans.statistics("c");

    assertThat(cache.get(KEY)).isEqualTo("new");
    Crew.until(() -> statistics.getRefreshes() > 0 && cache.containsKey(KEY));

    assertThat(cache.get(KEY)).isEqualTo("new");
    assertThat(source.loads()).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void refresh_underWayWhenAWriteComes_isNotStoredOverIt(Stack stack) {
    Gate gate = Gate.closed();
    EntresolCache<String, String> cache =
        lab.open(lab.behind(stack).loader(() -> new HeldUpLoader(source, gate)).readThrough(true));
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of(KEY), true, done);
    gate.awaitVisitor();

    cache.put(KEY, "new");
    gate.open();
    Crew.promptly(done::get);

    assertThat(cache.get(KEY)).isEqualTo("new");
    cache.clear();
    assertThat(cache.get(KEY)).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.Each
  void refreshAfter_whileAWriteIsPending_asksNobodyButTheQueue(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open(
            lab.behind(stack)
                .readThrough(true)
                .statistics(true)
                .load(it -> it.refreshAfter(0.01))
                .expiry(new CreatedExpiryPolicy(new Duration(TimeUnit.SECONDS, 20))));
    cache.put(KEY, "new");
    cache.clear();
    assertThat(cache.get(KEY)).as("loaded from what is pending").isEqualTo("new");
    EntresolStatisticsMXBean statistics = Beans.statistics("c");

    Crew.until(
        () -> {
          assertThat(cache.get(KEY)).isEqualTo("new");
          return statistics.getRefreshes() > 0;
        });

    assertThat(cache.get(KEY)).isEqualTo("new");
    assertThat(source.loads()).isEmpty();
  }

  // ---- dead letters

  @ParameterizedTest
  @TestStacks.Each
  void drop_ofADeadLetter_readsTheSource(Stack stack) {
    EntresolCache<String, String> cache = open(stack, Gone.CLEARED, Place.DEAD);
    change(cache, Place.DEAD, "new");
    assertThat(cache.get(KEY)).isEqualTo("new");

    assertThat(cache.deadLetters().drop(cache.deadLetters().list(1).get(0).id())).isTrue();

    assertThat(cache.get(KEY)).isEqualTo("old");
    assertThat(source.writes()).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void drop_besideANewerWrite_keepsTheEntry(Stack stack) {
    EntresolCache<String, String> cache =
        lab.open(lab.behind(stack, it -> it.tries(1)).readThrough(true));
    source.down(true);
    cache.put(KEY, "dead");
    Lab.flushInVain(cache);
    source.down(false);
    cache.put(KEY, "newer");

    assertThat(cache.deadLetters().dropAll()).isEqualTo(1);

    assertThat(cache.containsKey(KEY)).isTrue();
    assertThat(cache.get(KEY)).isEqualTo("newer");
    cache.flush();
    assertThat(source.rows()).containsEntry(KEY, "newer");
  }

  @Test
  void read_onAnotherNode_findsWhatIsPendingToo() {
    EntresolCache<String, String> one = lab.open("one", lab.behind(Stack.REDIS).readThrough(true));
    EntresolCache<String, String> two = lab.open("two", lab.behind(Stack.REDIS).readThrough(true));
    one.put(KEY, "new");
    lab.loseEntry(one, KEY);

    assertThat(two.get(KEY)).isEqualTo("new");
    assertThat(source.loads()).isEmpty();
  }
}
