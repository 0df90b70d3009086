package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the user's may use the cache that called it, for other keys. */
@Tag("unit")
class NestedCallTest {
  private static final String KEY = "Aa";

  /** Has the hash code of the first key. */
  private static final String OTHER = "BB";

  private static final String THIRD = "third";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final MutableConfiguration<String, String> configuration =
      texts().setCacheLoaderFactory(() -> new FunctionLoader<>(key -> "loaded"));
  private final AtomicReference<@Nullable Nested> nested = new AtomicReference<>();

  /** What a user's code may do to another key, that is there with the value "old". */
  private enum Nested {
    PUT("new"),
    PUT_ALL("new"),
    GET_AND_PUT("new"),
    PUT_IF_ABSENT("old"),
    REPLACE("new"),
    REPLACE_IF("new"),
    GET_AND_REPLACE("new"),
    GET("old"),
    GET_ALL("old"),
    CONTAINS("old"),
    ITERATE("old"),
    REMOVE("none"),
    REMOVE_IF("none"),
    GET_AND_REMOVE("none"),
    REMOVE_ALL("none"),
    INVOKE("new"),
    LOAD_ALL("loaded");

    private final String outcome;

    Nested(String outcome) {
      this.outcome = outcome;
    }

    void on(Cache<String, String> cache) {
      switch (this) {
        case PUT -> cache.put(OTHER, "new");
        case PUT_ALL -> cache.putAll(Map.of(OTHER, "new", THIRD, "new"));
        case GET_AND_PUT -> assertThat(cache.getAndPut(OTHER, "new")).isEqualTo("old");
        case PUT_IF_ABSENT -> assertThat(cache.putIfAbsent(OTHER, "new")).isFalse();
        case REPLACE -> assertThat(cache.replace(OTHER, "new")).isTrue();
        case REPLACE_IF -> assertThat(cache.replace(OTHER, "old", "new")).isTrue();
        case GET_AND_REPLACE -> assertThat(cache.getAndReplace(OTHER, "new")).isEqualTo("old");
        case GET -> assertThat(cache.get(OTHER)).isEqualTo("old");
        case GET_ALL -> assertThat(cache.getAll(Set.of(OTHER, THIRD))).containsEntry(OTHER, "old");
        case CONTAINS -> assertThat(cache.containsKey(OTHER)).isTrue();
        case ITERATE -> assertThat(cache).extracting(Cache.Entry::getKey).contains(OTHER);
        case REMOVE -> assertThat(cache.remove(OTHER)).isTrue();
        case REMOVE_IF -> assertThat(cache.remove(OTHER, "old")).isTrue();
        case GET_AND_REMOVE -> assertThat(cache.getAndRemove(OTHER)).isEqualTo("old");
        case REMOVE_ALL -> cache.removeAll(Set.of(OTHER, THIRD));
        case INVOKE -> invoke(cache);
        case LOAD_ALL -> loadAll(cache);
      }
    }

    private static void invoke(Cache<String, String> cache) {
      String old =
          cache.invoke(
              OTHER,
              (entry, arguments) -> {
                String found = entry.getValue();
                entry.setValue("new");
                return found;
              });
      assertThat(old).isEqualTo("old");
    }

    private static void loadAll(Cache<String, String> cache) {
      CompletionListenerFuture done = new CompletionListenerFuture();
      cache.loadAll(Set.of(OTHER), true, done);
      try {
        done.get();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private Cache<String, String> open(MutableConfiguration<String, String> configuration) {
    Cache<String, String> cache = caches.open(configuration);
    cache.put(OTHER, "old");
    return cache;
  }

  /** Makes the nested call, when it is the first key's turn. */
  private void callIfFirst(Object key) {
    if (key.equals(KEY)) {
      call();
    }
  }

  private void call() {
    Nested due = nested.getAndSet(null);
    if (due != null) {
      due.on(caches.cache());
    }
  }

  private void assertOutcome(Nested call) {
    Cache<String, String> cache = caches.cache();
    String found = cache.containsKey(OTHER) ? cache.get(OTHER) : "none";
    assertThat(found).isEqualTo(call.outcome);
  }

  @ParameterizedTest
  @EnumSource
  void processor_callingForAnotherKey_works(Nested call) {
    Cache<String, String> cache = open(configuration);
    nested.set(call);

    Crew.promptly(
        () ->
            cache.invoke(
                KEY,
                (entry, arguments) -> {
                  call();
                  entry.setValue("done");
                  return true;
                }));

    assertThat(cache.get(KEY)).isEqualTo("done");
    assertOutcome(call);
  }

  @ParameterizedTest
  @EnumSource
  void writer_callingForAnotherKey_works(Nested call) {
    Cache<String, String> cache = open(writing(configuration, new MapWriter<>(this::callIfFirst)));
    nested.set(call);

    Crew.promptly(() -> cache.put(KEY, "done"));

    assertThat(cache.get(KEY)).isEqualTo("done");
    assertOutcome(call);
  }

  @ParameterizedTest
  @EnumSource
  void bulkWriter_callingForAnotherKey_works(Nested call) {
    Cache<String, String> cache = open(writing(configuration, new MapWriter<>(this::callIfFirst)));
    nested.set(call);

    Crew.promptly(() -> cache.putAll(Map.of(KEY, "done", "fourth", "done")));

    assertThat(cache.getAll(Set.of(KEY, "fourth"))).hasSize(2);
    assertOutcome(call);
  }

  @ParameterizedTest
  @EnumSource
  void loader_callingForAnotherKey_works(Nested call) {
    Cache<String, String> cache =
        open(
            loading(
                configuration,
                new FunctionLoader<>(
                    key -> {
                      callIfFirst(key);
                      return "loaded";
                    })));
    nested.set(call);

    Crew.promptly(() -> assertThat(cache.get(KEY)).isEqualTo("loaded"));

    assertThat(cache.containsKey(KEY)).isTrue();
    assertOutcome(call);
  }

  @ParameterizedTest
  @EnumSource
  void policy_callingForAnotherKey_works(Nested call) {
    Cache<String, String> cache =
        open(
            expiring(
                configuration,
                new HookedPolicy(
                    occasion -> {
                      call();
                      return Duration.ETERNAL;
                    })));
    nested.set(call);

    Crew.promptly(() -> cache.put(KEY, "done"));

    assertThat(cache.get(KEY)).isEqualTo("done");
    assertOutcome(call);
  }

  @ParameterizedTest
  @EnumSource
  void listener_callingForAnotherKey_works(Nested call) {
    Ear<String, String> ear = new Ear<>(event -> callIfFirst(event.key()));
    Cache<String, String> cache = open(listening(configuration, ear));
    nested.set(call);

    Crew.promptly(() -> cache.put(KEY, "done"));

    assertThat(cache.get(KEY)).isEqualTo("done");
    assertOutcome(call);
    assertThat(ear.heardOf(KEY)).extracting(Ear.Heard::type).containsExactly(EventType.CREATED);
  }

  @Test
  void processor_insideProcessorInsideProcessor_works() {
    Cache<String, String> cache = open(configuration);

    Crew.promptly(
        () ->
            cache.invoke(
                "1",
                (one, arguments) -> {
                  cache.invoke(
                      "2",
                      (two, more) -> {
                        cache.put("3", "inner");
                        two.setValue("middle");
                        return true;
                      });
                  one.setValue("outer");
                  return true;
                }));

    assertThat(cache.getAll(Set.of("1", "2", "3")))
        .isEqualTo(Map.of("1", "outer", "2", "middle", "3", "inner"));
  }
}
