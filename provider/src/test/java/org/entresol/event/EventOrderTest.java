package org.entresol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.asynchronous;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.synchronous;
import static org.entresol.jcache.TestCaches.texts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.Gate;
import org.entresol.jcache.Mutation;
import org.entresol.jcache.TestCaches;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of a key come in the order of its changes, without a gap. */
@Tag("unit")
class EventOrderTest {
  private static final int THREADS = 6;
  private static final int TIMES = 400;
  private static final List<String> KEYS = List.of("Aa", "BB", "c");

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Ear<String, String> ear = new Ear<>();
  private final Ear<String, String> asynchronousEar = new Ear<>();

  private MutableConfiguration<String, String> configuration() {
    return listening(texts(), ear)
        .addCacheEntryListenerConfiguration(asynchronous(asynchronousEar));
  }

  private static void change(Cache<String, String> cache, Random random, String value) {
    String key = KEYS.get(random.nextInt(KEYS.size()));
    switch (random.nextInt(9)) {
      case 0 -> cache.put(key, value);
      case 1 -> cache.getAndPut(key, value);
      case 2 -> cache.putIfAbsent(key, value);
      case 3 -> cache.replace(key, value);
      case 4 -> cache.remove(key);
      case 5 -> cache.putAll(Map.of("Aa", value + "a", "BB", value + "b"));
      case 6 -> cache.removeAll(Set.of("BB", "c"));
      case 7 -> cache.getAndRemove(key);
      default -> Mutation.set(cache, key, value);
    }
  }

  /** Each event must begin where the one before it ended. */
  private static void assertChain(List<Ear.Heard<String, String>> heard) {
    @Nullable String last = null;
    for (Ear.Heard<String, String> event : heard) {
      assertThat(event.oldValue()).as("old value of " + event).isEqualTo(last);
      boolean ended = event.type() == EventType.REMOVED || event.type() == EventType.EXPIRED;
      assertThat(event.type() == EventType.CREATED).isEqualTo(last == null);
      last = ended ? null : event.value();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void events_underContention_formAChainForEachKey(long seed) {
    Cache<String, String> cache = caches.open(configuration());

    Crew.race(
        THREADS,
        thread ->
            () -> {
              Random random = new Random(seed * 1_000 + thread);
              for (int i = 0; i < TIMES; i++) {
                change(cache, random, thread + "." + i);
              }
              return true;
            });

    assertThat(ear.heard()).hasSizeGreaterThan(TIMES);
    Crew.until(() -> asynchronousEar.heard().size() == ear.heard().size());
    for (String key : KEYS) {
      assertChain(ear.heardOf(key));
      assertThat(asynchronousEar.heardOf(key)).isEqualTo(ear.heardOf(key));
    }
  }

  @Test
  void events_withExpiry_formAChainForEachKey() {
    Cache<String, String> cache =
        caches.open(
            expiring(
                configuration(), new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE)));

    Crew.race(
        THREADS,
        thread ->
            () -> {
              Random random = new Random(thread);
              for (int i = 0; i < TIMES; i++) {
                change(cache, random, thread + "." + i);
                caches.clock().advance(Duration.ofSeconds(20));
              }
              return true;
            });

    assertThat(ear.types()).contains(EventType.EXPIRED);
    // Whatever the broom has found is delivered by now or before the last event of its key.
    KEYS.forEach(key -> cache.put(key, "last"));
    Crew.until(() -> asynchronousEar.heard().size() == ear.heard().size());
    KEYS.forEach(key -> assertChain(ear.heardOf(key)));
  }

  @Test
  void synchronousListener_whenTheOperationReturns_hasHeardOfIt() {
    Cache<String, String> cache = caches.open(configuration());

    Crew.race(
        THREADS,
        thread ->
            () -> {
              for (int i = 0; i < 100; i++) {
                String value = thread + "." + i;
                cache.put("Aa", value);
                assertThat(ear.heardOf("Aa")).anyMatch(event -> value.equals(event.value()));
              }
              return true;
            });
  }

  @Test
  void asynchronousListener_thatIsSlow_holdsUpNeitherOperationsNorOtherKeys() {
    Gate gate = Gate.closed();
    Ear<String, String> slow =
        new Ear<>(
            event -> {
              if (event.key().equals("Aa")) {
                gate.pass();
              }
            });
    Cache<String, String> cache =
        caches.open(texts().addCacheEntryListenerConfiguration(asynchronous(slow)));

    Crew.promptly(() -> cache.put("Aa", "1"));
    gate.awaitVisitor();
    Crew.promptly(() -> cache.put("Aa", "2"));
    Crew.promptly(() -> cache.put("BB", "1"));
    Crew.until(() -> slow.heardOf("BB").size() == 1);
    assertThat(slow.heardOf("Aa")).hasSize(1);

    gate.open();
    Crew.until(() -> slow.heardOf("Aa").size() == 2);
  }

  @Test
  void nestedChange_byAListener_isHeardAfterItsCauseByAll() {
    Ear<String, String> first =
        new Ear<>(
            event -> {
              if (Objects.equals(event.value(), "1")) {
                caches.cache().put(event.key(), "2");
              }
            });
    Cache<String, String> cache = caches.open(texts());
    cache.registerCacheEntryListener(synchronous(first));
    cache.registerCacheEntryListener(synchronous(ear));
    cache.registerCacheEntryListener(asynchronous(asynchronousEar));

    Crew.promptly(() -> cache.put("k", "1"));

    assertChain(first.heard());
    assertChain(ear.heard());
    Crew.until(() -> asynchronousEar.heard().size() == 2);
    assertChain(asynchronousEar.heard());
  }
}
