package org.entresol.expiry;

import static javax.cache.expiry.Duration.ETERNAL;
import static javax.cache.expiry.Duration.ONE_HOUR;
import static javax.cache.expiry.Duration.ONE_MINUTE;
import static javax.cache.expiry.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import org.entresol.jcache.Ear;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.HookedPolicy;
import org.entresol.jcache.HookedPolicy.Occasion;
import org.entresol.jcache.TestCaches;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A policy of the user's own is taken at its word. */
@Tag("unit")
class CustomPolicyTest {
  private static final String KEY = "k";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Map<Occasion, @Nullable Duration> answers = new EnumMap<>(Occasion.class);
  private final List<Occasion> asked = new CopyOnWriteArrayList<>();
  private final Ear<String, String> ear = new Ear<>();

  private Cache<String, String> open(
      @Nullable Duration creation, @Nullable Duration update, @Nullable Duration access) {
    return open(texts(), creation, update, access);
  }

  private Cache<String, String> open(
      MutableConfiguration<String, String> configuration,
      @Nullable Duration creation,
      @Nullable Duration update,
      @Nullable Duration access) {
    answers.put(Occasion.CREATION, creation);
    answers.put(Occasion.UPDATE, update);
    answers.put(Occasion.ACCESS, access);
    HookedPolicy policy =
        new HookedPolicy(
            occasion -> {
              asked.add(occasion);
              return answers.get(occasion);
            });
    return caches.open(listening(expiring(configuration, policy), ear));
  }

  private void advanceMinutes(long minutes) {
    caches.clock().advance(java.time.Duration.ofMinutes(minutes));
  }

  @Test
  void creation_withZero_storesNothingAndTellsNobody() {
    Cache<String, String> cache = open(ZERO, null, null);

    cache.put(KEY, "1");
    assertThat(cache.getAndPut(KEY, "1")).isNull();
    assertThat(cache.putIfAbsent(KEY, "1")).isTrue();
    cache.putAll(Map.of(KEY, "1", "other", "1"));

    assertThat(cache.containsKey(KEY)).isFalse();
    assertThat(cache).isEmpty();
    assertThat(ear.heard()).isEmpty();
  }

  @Test
  void creationByALoad_withZero_givesTheValueAndStoresNothing() {
    Cache<String, String> cache =
        open(loading(texts(), new FunctionLoader<>(key -> "loaded")), ZERO, null, null);

    assertThat(cache.get(KEY)).isEqualTo("loaded");
    assertThat(cache.getAll(Set.of(KEY))).containsEntry(KEY, "loaded");
    assertThat(cache.<String>invoke(KEY, (entry, arguments) -> entry.getValue()))
        .isEqualTo("loaded");

    assertThat(cache.containsKey(KEY)).isFalse();
    assertThat(ear.heard()).isEmpty();
  }

  @Test
  void update_withZero_endsTheEntry() {
    Cache<String, String> cache = open(ETERNAL, ZERO, null);
    cache.put(KEY, "1");

    cache.put(KEY, "2");

    assertThat(cache.containsKey(KEY)).isFalse();
    assertThat(cache.get(KEY)).isNull();
    assertThat(ear.types()).startsWith(EventType.CREATED).endsWith(EventType.EXPIRED);
    cache.put(KEY, "3");
    assertThat(cache.get(KEY)).isEqualTo("3");
  }

  @Test
  void access_withZero_givesTheValueAndEndsTheEntry() {
    Cache<String, String> cache = open(ETERNAL, null, ZERO);
    cache.put(KEY, "1");

    assertThat(cache.get(KEY)).isEqualTo("1");

    assertThat(cache.containsKey(KEY)).isFalse();
    assertThat(cache.get(KEY)).isNull();
    assertThat(ear.types()).containsExactly(EventType.CREATED, EventType.EXPIRED);
  }

  @Test
  void updateAndAccess_withNull_leaveTheLifeAsItIs() {
    Cache<String, String> cache = open(ONE_HOUR, null, null);
    cache.put(KEY, "1");
    advanceMinutes(59);

    cache.put(KEY, "2");
    cache.get(KEY);

    assertThat(cache.get(KEY)).isEqualTo("2");
    advanceMinutes(1);
    assertThat(cache.get(KEY)).isNull();
  }

  @Test
  void answers_thatChange_countFromThenOn() {
    Cache<String, String> cache = open(ONE_MINUTE, null, null);
    cache.put(KEY, "1");
    answers.put(Occasion.CREATION, ONE_HOUR);
    cache.put("longer", "1");

    advanceMinutes(2);

    assertThat(cache.containsKey(KEY)).isFalse();
    assertThat(cache.containsKey("longer")).isTrue();
  }

  @Test
  void access_withALongerLife_extendsIt() {
    Cache<String, String> cache = open(ONE_MINUTE, null, ONE_HOUR);
    cache.put(KEY, "1");

    cache.get(KEY);

    advanceMinutes(59);
    assertThat(cache.containsKey(KEY)).isTrue();
    advanceMinutes(1);
    assertThat(cache.containsKey(KEY)).isFalse();
  }

  @Test
  void access_withAShorterLife_shortensIt() {
    Cache<String, String> cache = open(ONE_HOUR, null, ONE_MINUTE);
    cache.put(KEY, "1");

    cache.get(KEY);

    advanceMinutes(1);
    assertThat(cache.containsKey(KEY)).isFalse();
  }

  @Test
  void access_withEternal_keepsTheEntryForEver() {
    Cache<String, String> cache = open(ONE_MINUTE, null, ETERNAL);
    cache.put(KEY, "1");

    cache.get(KEY);

    advanceMinutes(1_000_000);
    assertThat(cache.containsKey(KEY)).isTrue();
  }

  @Test
  void policy_perOperation_isAskedForWhatHappens() {
    Cache<String, String> cache = open(ETERNAL, null, null);

    cache.put(KEY, "1");
    cache.put(KEY, "2");
    cache.get(KEY);
    cache.containsKey(KEY);
    cache.putIfAbsent(KEY, "3");
    cache.replace(KEY, "other", "3");
    cache.remove(KEY, "other");
    cache.getAndReplace(KEY, "4");
    cache.getAndRemove(KEY);
    cache.get(KEY);
    cache.remove(KEY);

    assertThat(asked)
        .containsExactly(
            Occasion.CREATION,
            Occasion.UPDATE,
            Occasion.ACCESS,
            Occasion.ACCESS,
            Occasion.ACCESS,
            Occasion.UPDATE);
  }

  @Test
  void policy_inAProcessor_isAskedOnceForWhatItDoesAtLast() {
    Cache<String, String> cache = open(ETERNAL, null, null);

    for (int i = 0; i < 2; i++) {
      cache.invoke(
          KEY,
          (entry, arguments) -> {
            entry.getValue();
            entry.setValue("x");
            entry.getValue();
            entry.setValue("y");
            return true;
          });
    }

    assertThat(asked).containsExactly(Occasion.CREATION, Occasion.UPDATE);
  }
}
