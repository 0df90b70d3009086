package org.entresol.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.asynchronous;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entry past its time is not there for anybody, and its event comes once. */
@Tag("unit")
class ExpiredEntryTest {
  private static final String KEY = "k";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Ear<String, String> ear = new Ear<>();
  private final Ear<String, String> asynchronousEar = new Ear<>();

  /** Who may find an expired entry. */
  private enum Finder {
    GET,
    GET_ALL,
    REPLACE,
    REPLACE_IF,
    REMOVE,
    REMOVE_IF,
    GET_AND_REMOVE,
    REMOVE_ALL,
    INVOKE,
    PUT,
    GET_AND_PUT,
    PUT_IF_ABSENT,
    PUT_ALL,
    BROOM;

    void on(javax.cache.Cache<String, String> cache) {
      switch (this) {
        case GET -> cache.get(KEY);
        case GET_ALL -> cache.getAll(Set.of(KEY));
        case REPLACE -> cache.replace(KEY, "new");
        case REPLACE_IF -> cache.replace(KEY, "old", "new");
        case REMOVE -> cache.remove(KEY);
        case REMOVE_IF -> cache.remove(KEY, "old");
        case GET_AND_REMOVE -> cache.getAndRemove(KEY);
        case REMOVE_ALL -> cache.removeAll(Set.of(KEY));
        case INVOKE -> cache.<Boolean>invoke(KEY, (entry, arguments) -> entry.exists());
        case PUT -> cache.put(KEY, "new");
        case GET_AND_PUT -> cache.getAndPut(KEY, "new");
        case PUT_IF_ABSENT -> cache.putIfAbsent(KEY, "new");
        case PUT_ALL -> cache.putAll(Map.of(KEY, "new"));
        case BROOM -> sweep(cache);
      }
    }

    boolean writes() {
      return name().contains("PUT");
    }
  }

  /** Lets time pass, and whoever sweeps hear of it. */
  private void pass(Duration time) {
    caches.clock().advance(time);
    long unused = caches.clock().strike();
  }

  private static void sweep(javax.cache.Cache<String, String> cache) {
    cache.unwrap(Cache.class).cleanUp();
  }

  @BeforeEach
  void open() {
    javax.cache.Cache<String, String> cache =
        caches.open(
            listening(
                    expiring(
                        texts(), new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE)),
                    ear)
                .addCacheEntryListenerConfiguration(asynchronous(asynchronousEar)));
    cache.put(KEY, "old");
  }

  private javax.cache.Cache<String, String> cache() {
    return caches.cache();
  }

  private static long count(Ear<String, String> ear) {
    return ear.types().stream().filter(EventType.EXPIRED::equals).count();
  }

  private void assertEvents(Finder finder) {
    // A look-up that falls into Caffeine's own housekeeping does not call for it once more.
    Crew.until(
        () -> {
          sweep(cache());
          return count(ear) == 1 && count(asynchronousEar) == 1;
        });
    cache().containsKey(KEY);
    List<EventType> expected =
        finder.writes()
            ? List.of(EventType.CREATED, EventType.EXPIRED, EventType.CREATED)
            : List.of(EventType.CREATED, EventType.EXPIRED);
    Crew.until(() -> asynchronousEar.heard().size() == expected.size());
    assertThat(ear.types()).isEqualTo(expected);
    assertThat(asynchronousEar.types()).isEqualTo(expected);
    assertThat(ear.heard().get(1)).isEqualTo(new Ear.Heard<>(EventType.EXPIRED, KEY, "old", "old"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BROOM")
  void event_ofAnEntryJustExpired_comesOnceWithTheOperationThatFindsIt(Finder finder) {
    pass(Duration.ofMinutes(1));

    finder.on(cache());

    assertThat(count(ear)).isEqualTo(1);
    assertEvents(finder);
  }

  @ParameterizedTest
  @EnumSource
  void event_ofAnEntryLongExpired_comesOnceWhoeverFindsIt(Finder finder) {
    pass(Duration.ofHours(1));

    finder.on(cache());

    assertEvents(finder);
  }

  @Test
  void event_ofEntriesFoundByManyThreads_comesOncePerEntry() {
    javax.cache.Cache<String, String> cache = cache();
    cache.remove(KEY);
    int rounds = 300;
    List<Finder> finders =
        List.of(Finder.BROOM, Finder.GET, Finder.REPLACE_IF, Finder.GET_AND_REMOVE);
    for (int round = 0; round < rounds; round++) {
      cache.put(KEY, "old");
      pass(Duration.ofMillis((round % 2 == 0) ? 60_000 : 61_000));
      Crew.race(
          4,
          thread ->
              () -> {
                finders.get(thread).on(cache);
                return true;
              });
      cache.put(KEY, "next");
      cache.remove(KEY);
    }

    Crew.until(() -> count(ear) >= rounds);
    sweep(cache);
    cache.put("last", "last");
    Crew.until(() -> !asynchronousEar.heardOf("last").isEmpty());
    assertThat(count(ear)).isEqualTo(rounds);
    assertThat(ear.heardOf(KEY)).hasSize(2 + 4 * rounds);
  }

  @Test
  void expiredEntry_ofAReadThroughCache_isLoadedAnew() {
    Ear<String, String> witness = new Ear<>();
    javax.cache.Cache<String, String> cache =
        caches.open(
            "loading",
            listening(
                loading(
                    expiring(
                        texts(), new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE)),
                    new FunctionLoader<>(key -> "loaded")),
                witness));
    cache.put(KEY, "old");
    pass(Duration.ofMinutes(1));

    assertThat(cache.get(KEY)).isEqualTo("loaded");
    pass(Duration.ofMinutes(1));
    assertThat(cache.getAll(Set.of(KEY))).containsEntry(KEY, "loaded");
    pass(Duration.ofMinutes(1));
    assertThat(cache.<String>invoke(KEY, (entry, arguments) -> entry.getValue()))
        .isEqualTo("loaded");

    assertThat(witness.types())
        .containsExactly(
            EventType.CREATED,
            EventType.EXPIRED,
            EventType.CREATED,
            EventType.EXPIRED,
            EventType.CREATED,
            EventType.EXPIRED,
            EventType.CREATED);
  }

  @Test
  void expiredEntry_inEveryOperation_isAbsent() {
    javax.cache.Cache<String, String> cache = cache();
    pass(Duration.ofMinutes(1));

    assertThat(cache.containsKey(KEY)).isFalse();
    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(cache).isEmpty();
    cache.removeAll();
    assertThat(ear.types()).doesNotContain(EventType.REMOVED);
  }

  @Test
  void expiredEntry_ofResultsOfOperations_countsAsAbsent() {
    javax.cache.Cache<String, String> cache = cache();
    for (String key : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i")) {
      cache.put(key, "old");
    }
    pass(Duration.ofMinutes(1));

    assertThat(cache.get("a")).isNull();
    assertThat(cache.getAndPut("b", "new")).isNull();
    assertThat(cache.putIfAbsent("c", "new")).isTrue();
    assertThat(cache.replace("d", "new")).isFalse();
    assertThat(cache.replace("e", "old", "new")).isFalse();
    assertThat(cache.getAndReplace("f", "new")).isNull();
    assertThat(cache.remove("g")).isFalse();
    assertThat(cache.remove("h", "old")).isFalse();
    assertThat(cache.getAndRemove("i")).isNull();
    assertThat(cache.<Boolean>invoke(KEY, (entry, arguments) -> entry.exists())).isFalse();
    assertThat(cache).extracting(javax.cache.Cache.Entry::getKey).containsOnly("b", "c");
  }
}
