package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.jcache.HookedPolicy.Occasion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the user's that takes its time with one key holds up no other key. */
@Tag("unit")
class SlowUserCodeTest {
  /** Two keys of one hash code, which every hash table keeps in one bin. */
  private static final String SLOW = "Aa";

  private static final String SAME_BIN = "BB";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Gate gate = Gate.unarmed();

  /** Where a user's code may take its time with a key, and an operation that leads there. */
  private enum Slow {
    WRITE,
    WRITE_ALL,
    DELETE,
    DELETE_ALL,
    PROCESSOR,
    LISTENER,
    REMOVAL_LISTENER,
    BULK_LISTENER,
    FILTER,
    POLICY_CREATION,
    POLICY_UPDATE,
    POLICY_ACCESS,
    POLICY_TOUCH,
    LOAD,
    LOAD_MANY,
    LOAD_ALL;

    MutableConfiguration<String, String> configuration(Gate gate) {
      return switch (this) {
        case WRITE, WRITE_ALL, DELETE, DELETE_ALL -> writer(gate);
        case PROCESSOR -> texts();
        case LISTENER, REMOVAL_LISTENER, BULK_LISTENER -> listener(gate);
        case FILTER -> filter(gate);
        case POLICY_CREATION -> policy(gate, Occasion.CREATION);
        case POLICY_UPDATE -> policy(gate, Occasion.UPDATE);
        case POLICY_ACCESS, POLICY_TOUCH -> policy(gate, Occasion.ACCESS);
        case LOAD, LOAD_MANY, LOAD_ALL -> loader(gate);
      };
    }

    void on(Cache<String, String> cache, Gate gate) {
      switch (this) {
        case WRITE, LISTENER, FILTER, POLICY_UPDATE -> cache.put(SLOW, "new");
        case WRITE_ALL, BULK_LISTENER -> cache.putAll(Map.of(SLOW, "new"));
        case DELETE, REMOVAL_LISTENER -> cache.remove(SLOW);
        case DELETE_ALL -> cache.removeAll(Set.of(SLOW));
        case PROCESSOR -> invoke(cache, gate);
        case POLICY_CREATION -> renew(cache);
        case POLICY_ACCESS -> cache.get(SLOW);
        case POLICY_TOUCH -> cache.replace(SLOW, "other", "new");
        case LOAD -> load(cache);
        case LOAD_MANY -> loadMany(cache);
        case LOAD_ALL -> cache.loadAll(Set.of(SLOW), true, null);
      }
    }

    private static MutableConfiguration<String, String> writer(Gate gate) {
      return writing(texts(), new MapWriter<>(key -> passIfSlow(key, gate)));
    }

    private static MutableConfiguration<String, String> listener(Gate gate) {
      return listening(texts(), new Ear<>(event -> passIfSlow(event.key(), gate)));
    }

    private static MutableConfiguration<String, String> filter(Gate gate) {
      CacheEntryEventFilter<String, String> filter =
          event -> {
            passIfSlow(event.getKey(), gate);
            return true;
          };
      return texts()
          .addCacheEntryListenerConfiguration(
              new MutableCacheEntryListenerConfiguration<>(Ear::new, () -> filter, true, true));
    }

    private static MutableConfiguration<String, String> policy(Gate gate, Occasion slow) {
      return expiring(
          texts(),
          new HookedPolicy(
              occasion -> {
                if (occasion == slow) {
                  gate.pass();
                }
                return Duration.ONE_HOUR;
              }));
    }

    private static MutableConfiguration<String, String> loader(Gate gate) {
      return loading(
          texts(),
          new FunctionLoader<>(
              key -> {
                passIfSlow(key, gate);
                return "loaded";
              }));
    }

    private static void passIfSlow(Object key, Gate gate) {
      if (key.equals(SLOW)) {
        gate.pass();
      }
    }

    private static void invoke(Cache<String, String> cache, Gate gate) {
      cache.invoke(
          SLOW,
          (entry, arguments) -> {
            gate.pass();
            entry.setValue("new");
            return true;
          });
    }

    private static void renew(Cache<String, String> cache) {
      cache.remove(SLOW);
      cache.put(SLOW, "new");
    }

    private static void load(Cache<String, String> cache) {
      cache.remove(SLOW);
      assertThat(cache.get(SLOW)).isEqualTo("loaded");
    }

    private static void loadMany(Cache<String, String> cache) {
      cache.remove(SLOW);
      assertThat(cache.getAll(Set.of(SLOW))).containsEntry(SLOW, "loaded");
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherKeys_besideSlowCode_goOn(Slow slow) {
    Cache<String, String> cache = caches.open(slow.configuration(gate));
    cache.put(SLOW, "old");
    gate.arm();

    Crew.Task<Boolean> waiting = Crew.run(() -> slow.on(cache, gate));
    gate.awaitVisitor();
    Crew.promptly(() -> doEverything(cache, SAME_BIN));
    Crew.promptly(() -> doEverything(cache, "another"));

    gate.open();
    waiting.result();
    Crew.promptly(() -> doEverything(cache, SLOW));
  }

  @Test
  void reads_ofAKeyThatAProcessorHolds_giveTheOldValue() {
    Cache<String, String> cache = caches.open(texts());
    cache.put(SLOW, "old");
    gate.arm();

    Crew.Task<Boolean> waiting = Crew.run(() -> Slow.invoke(cache, gate));
    gate.awaitVisitor();
    Crew.promptly(
        () -> {
          assertThat(cache.get(SLOW)).isEqualTo("old");
          assertThat(cache.containsKey(SLOW)).isTrue();
          assertThat(cache.getAll(Set.of(SLOW))).containsEntry(SLOW, "old");
          assertThat(cache.iterator().next().getValue()).isEqualTo("old");
        });

    gate.open();
    waiting.result();
    assertThat(cache.get(SLOW)).isEqualTo("new");
  }

  @Test
  void write_ofAKeyThatAProcessorHolds_comesAfterIt() {
    Cache<String, String> cache = caches.open(texts());
    gate.arm();

    Crew.Task<Boolean> processor = Crew.run(() -> Slow.invoke(cache, gate));
    gate.awaitVisitor();
    Crew.Task<String> writer = Crew.start(() -> cache.getAndPut(SLOW, "last")).awaitBlocked();
    assertThat(cache.containsKey(SLOW)).isFalse();

    gate.open();
    processor.result();
    assertThat(writer.result()).isEqualTo("new");
    assertThat(cache.get(SLOW)).isEqualTo("last");
  }

  @Test
  void reads_ofAnExpiredKeyThatAProcessorHolds_doNotWait() {
    Cache<String, String> cache =
        caches.open(expiring(texts(), new CreatedExpiryPolicy(Duration.ONE_MINUTE)));
    cache.put(SLOW, "old");
    caches.clock().advance(java.time.Duration.ofMinutes(1));
    gate.arm();

    Crew.Task<Boolean> processor = Crew.run(() -> Slow.invoke(cache, gate));
    gate.awaitVisitor();
    Crew.promptly(
        () -> {
          assertThat(cache.get(SLOW)).isNull();
          assertThat(cache.containsKey(SLOW)).isFalse();
          assertThat(cache.getAll(Set.of(SLOW))).isEmpty();
          assertThat(cache).isEmpty();
        });

    gate.open();
    processor.result();
    assertThat(cache.get(SLOW)).isEqualTo("new");
  }

  private static void doEverything(Cache<String, String> cache, String key) throws Exception {
    cache.put(key, "1");
    assertThat(cache.get(key)).isEqualTo("1");
    assertThat(cache.containsKey(key)).isTrue();
    assertThat(cache.getAll(Set.of(key))).containsEntry(key, "1");
    assertThat(cache.getAndPut(key, "2")).isEqualTo("1");
    assertThat(cache.putIfAbsent(key, "0")).isFalse();
    assertThat(cache.replace(key, "3")).isTrue();
    assertThat(cache.replace(key, "0", "0")).isFalse();
    assertThat(cache.replace(key, "3", "4")).isTrue();
    assertThat(cache.getAndReplace(key, "5")).isEqualTo("4");
    assertThat(cache.<String>invoke(key, (entry, arguments) -> entry.getValue())).isEqualTo("5");
    cache.iterator().forEachRemaining(entry -> assertThat(entry.getValue()).isNotNull());
    assertThat(cache.remove(key, "0")).isFalse();
    assertThat(cache.remove(key, "5")).isTrue();
    cache.putAll(Map.of(key, "6", key + "'", "6"));
    CompletionListenerFuture loaded = new CompletionListenerFuture();
    cache.loadAll(Set.of(key), false, loaded);
    loaded.get();
    assertThat(cache.getAndRemove(key)).isEqualTo("6");
    assertThat(cache.remove(key)).isFalse();
    cache.removeAll(Set.of(key, key + "'"));
  }
}
