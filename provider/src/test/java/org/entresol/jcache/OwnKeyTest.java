package org.entresol.jcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.Mutation.KEY;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the user's that calls the cache for the very key it works for gets a clear answer. */
@Tag("unit")
class OwnKeyTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final AtomicBoolean armed = new AtomicBoolean();

  /** Makes a call to the cache from within, if the test is ready for it. */
  private void callOnce(Consumer<Cache<String, String>> call) {
    if (armed.compareAndSet(true, false)) {
      call.accept(caches.cache());
    }
  }

  private static Throwable callInProcessor(
      Cache<String, String> cache, Consumer<Cache<String, String>> call) {
    return cache.invoke(
        KEY,
        (entry, arguments) -> {
          Throwable thrown = catchThrowable(() -> call.accept(cache));
          entry.setValue("new");
          return thrown;
        });
  }

  private static void assertRefused(@Nullable Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("'" + KEY + "'")
        .hasMessageContaining("held by this very thread");
  }

  @ParameterizedTest
  @EnumSource
  void processor_writingItsKeyThroughTheCache_isRefused(Mutation mutation) {
    Cache<String, String> cache = caches.open(texts());
    cache.put(KEY, "old");

    assertRefused(callInProcessor(cache, mutation::on));

    assertThat(cache.get(KEY)).isEqualTo("new");
    Crew.promptly(() -> cache.put(KEY, "next"));
  }

  @Test
  void processor_doingMoreToItsKeyThroughTheCache_isRefused() {
    Cache<String, String> cache = caches.open(texts());
    cache.put(KEY, "old");

    assertRefused(callInProcessor(cache, c -> c.putIfAbsent(KEY, "x")));
    assertRefused(callInProcessor(cache, Cache::clear));
    assertRefused(callInProcessor(cache, c -> c.putAll(Map.of("other", "x", KEY, "x"))));
    assertRefused(callInProcessor(cache, c -> c.invoke(KEY, (entry, arguments) -> true)));
    Map<String, EntryProcessorResult<Boolean>> results =
        cache.invoke(KEY, (entry, arguments) -> cache.invokeAll(Set.of(KEY), (e, more) -> true));
    assertThatThrownBy(() -> requireNonNull(results.get(KEY)).get())
        .isInstanceOf(EntryProcessorException.class)
        .satisfies(thrown -> assertRefused(thrown.getCause()));
  }

  @ParameterizedTest
  @EnumSource
  void processor_lettingTheRefusalThrough_changesNothing(Mutation mutation) {
    Cache<String, String> cache = caches.open(texts());
    cache.put(KEY, "old");

    Throwable thrown =
        catchThrowable(
            () ->
                cache.invoke(
                    KEY,
                    (entry, arguments) -> {
                      entry.setValue("new");
                      mutation.on(cache);
                      return true;
                    }));

    assertRefused(thrown);
    assertThat(cache.get(KEY)).isEqualTo("old");
    Crew.promptly(() -> cache.put(KEY, "next"));
  }

  @Test
  void processor_readingItsKeyThroughTheCache_seesTheOldValue() {
    Cache<String, String> cache = caches.open(texts());
    cache.put(KEY, "old");

    String seen =
        cache.invoke(
            KEY,
            (entry, arguments) -> {
              entry.setValue("new");
              return cache.get(KEY) + cache.getAll(Set.of(KEY)) + cache.containsKey(KEY);
            });

    assertThat(seen).isEqualTo("old{k=old}true");
  }

  @Test
  void processor_awaitingALoadOfItsKey_goesOnWithoutIt() {
    Cache<String, String> cache =
        caches.open(loading(texts(), new FunctionLoader<>(key -> "loaded")));

    Crew.promptly(
        () ->
            cache.invoke(
                KEY,
                (entry, arguments) -> {
                  CompletionListenerFuture done = new CompletionListenerFuture();
                  cache.loadAll(Set.of(KEY), true, done);
                  join(done);
                  entry.setValue("new");
                  return true;
                }));

    assertThat(cache.get(KEY)).isEqualTo("new");
  }

  private static void join(CompletionListenerFuture future) {
    try {
      future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writer_writingItsKeyThroughTheCache_isRefused(Mutation mutation) {
    MapWriter<String, String> writer = new MapWriter<>(key -> callOnce(mutation::on));
    Cache<String, String> cache = caches.open(writing(texts(), writer));
    cache.put(KEY, "old");
    armed.set(true);

    Throwable thrown = catchThrowable(() -> cache.put(KEY, "new"));

    assertThat(thrown).isInstanceOf(CacheWriterException.class);
    assertRefused(thrown.getCause());
    assertThat(cache.get(KEY)).isEqualTo("old");
    assertThat(writer.source()).containsEntry(KEY, "old");
    Crew.promptly(() -> cache.put(KEY, "next"));
  }

  @Test
  void loader_puttingItsKey_winsOverItsOwnResult() {
    Cache<String, String> cache =
        caches.open(
            loading(
                texts(),
                new FunctionLoader<>(
                    key -> {
                      callOnce(c -> c.put(KEY, "put"));
                      return "loaded";
                    })));
    armed.set(true);

    Crew.promptly(() -> assertThat(cache.get(KEY)).isEqualTo("put"));

    assertThat(cache.get(KEY)).isEqualTo("put");
  }

  @Test
  void policy_writingItsKey_endsAndFreesTheKey() {
    Cache<String, String> cache =
        caches.open(
            expiring(
                texts(),
                new HookedPolicy(
                    occasion -> {
                      callOnce(c -> c.put(KEY, "x"));
                      return Duration.ETERNAL;
                    })));
    armed.set(true);

    Crew.promptly(() -> cache.put(KEY, "new"));

    assertThat(cache.get(KEY)).isEqualTo("new");
    Crew.promptly(() -> cache.put(KEY, "next"));
  }

  @ParameterizedTest
  @EnumSource
  void listener_writingItsKey_works(Mutation mutation) {
    Ear<String, String> ear = new Ear<>(event -> callOnce(mutation::on));
    Cache<String, String> cache = caches.open(listening(texts(), ear));
    armed.set(true);

    Crew.promptly(() -> cache.put(KEY, "old"));

    assertThat(ear.types()).startsWith(EventType.CREATED);
    Crew.promptly(() -> cache.put(KEY, "next"));
    assertThat(cache.get(KEY)).isEqualTo("next");
  }
}
