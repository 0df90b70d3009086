package org.entresol.jcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.Mutation.KEY;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.entresol.jcache.HookedPolicy.Occasion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user's code throws comes out as the specification says, and leaves nothing behind. */
@Tag("unit")
class FailingUserCodeTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  /** What the user's code throws next. */
  private final AtomicReference<@Nullable Throwable> next = new AtomicReference<>();

  /** Something to throw: an exception comes out wrapped, an error as it is. */
  private enum Failure {
    EXCEPTION,
    ERROR;

    Throwable make() {
      return (this == ERROR)
          ? new AssertionError("on purpose")
          : new IllegalArgumentException("on purpose");
    }

    void assertIsBehind(Throwable thrown, Class<? extends Throwable> wrapper) {
      if (this == ERROR) {
        assertThat(thrown).isInstanceOf(AssertionError.class);
      } else {
        assertThat(thrown)
            .isExactlyInstanceOf(wrapper)
            .hasCauseInstanceOf(IllegalArgumentException.class);
      }
      assertThat(thrown).hasStackTraceContaining("on purpose");
    }
  }

  private void failIfDue() {
    Throwable due = next.getAndSet(null);
    if (due instanceof RuntimeException exception) {
      throw exception;
    }
    if (due instanceof Error error) {
      throw error;
    }
  }

  private Throwable failOnce(Failure failure, Runnable operation) {
    next.set(failure.make());
    return catchThrowable(operation::run);
  }

  private static void assertUsable(Cache<String, String> cache) {
    Crew.promptly(
        () -> {
          cache.put(KEY, "next");
          assertThat(cache.get(KEY)).isEqualTo("next");
          assertThat(cache.getAndRemove(KEY)).isEqualTo("next");
        });
  }

  @ParameterizedTest
  @EnumSource
  void processor_thatThrows_changesNothing(Failure failure) {
    Cache<String, String> cache = caches.open(texts());
    cache.put(KEY, "old");

    Throwable thrown =
        failOnce(
            failure,
            () ->
                cache.invoke(
                    KEY,
                    (entry, arguments) -> {
                      entry.setValue("new");
                      failIfDue();
                      return true;
                    }));

    failure.assertIsBehind(thrown, EntryProcessorException.class);
    assertThat(cache.get(KEY)).isEqualTo("old");
    assertUsable(cache);
  }

  @Test
  void invokeAll_ofAProcessorThatThrowsForOneKey_carriesOutTheOthers() {
    Cache<String, String> cache = caches.open(texts());
    IllegalStateException failure = new IllegalStateException("on purpose");

    Map<String, EntryProcessorResult<String>> results =
        cache.invokeAll(
            Set.of("good", "bad", "fine"),
            (entry, arguments) -> {
              entry.setValue("new");
              if (entry.getKey().equals("bad")) {
                throw failure;
              }
              return entry.getKey();
            });

    assertThat(requireNonNull(results.get("good")).get()).isEqualTo("good");
    assertThat(requireNonNull(results.get("fine")).get()).isEqualTo("fine");
    assertThatThrownBy(() -> requireNonNull(results.get("bad")).get())
        .isExactlyInstanceOf(EntryProcessorException.class)
        .hasCause(failure);
    assertThat(cache.getAll(Set.of("good", "bad", "fine"))).containsOnlyKeys("good", "fine");
  }

  @ParameterizedTest
  @EnumSource
  void writer_thatThrows_changesNothing(Mutation mutation) {
    for (Failure failure : Failure.values()) {
      MapWriter<String, String> writer = new MapWriter<>(key -> failIfDue());
      Cache<String, String> cache = caches.open("c" + failure, writing(texts(), writer));
      cache.put(KEY, "old");

      Throwable thrown = failOnce(failure, () -> mutation.on(cache));

      failure.assertIsBehind(thrown, CacheWriterException.class);
      assertThat(cache.get(KEY)).isEqualTo("old");
      assertThat(writer.source()).containsOnly(Map.entry(KEY, "old"));
      assertUsable(cache);
    }
  }

  @Test
  void writer_throwingAWriterException_isNotWrappedAgain() {
    CacheWriterException failure = new CacheWriterException("on purpose");
    Cache<String, String> cache =
        caches.open(writing(texts(), new MapWriter<>(key -> failIfDue())));
    next.set(failure);

    assertThatThrownBy(() -> cache.put(KEY, "new")).isSameAs(failure);
  }

  @ParameterizedTest
  @EnumSource
  void loader_thatThrows_leavesNothing(Failure failure) {
    Cache<String, String> cache = caches.open(loading(texts(), failingLoader()));

    Throwable single = failOnce(failure, () -> cache.get(KEY));
    Throwable many = failOnce(failure, () -> cache.getAll(Set.of(KEY, "other")));
    Throwable processor =
        failOnce(failure, () -> cache.invoke(KEY, (entry, arguments) -> entry.getValue()));

    failure.assertIsBehind(single, CacheLoaderException.class);
    failure.assertIsBehind(many, CacheLoaderException.class);
    failure.assertIsBehind(processor, CacheLoaderException.class);
    assertThat(cache.containsKey(KEY)).isFalse();
    Crew.promptly(() -> assertThat(cache.get(KEY)).isEqualTo("loaded"));
    assertUsable(cache);
  }

  @Test
  void loader_throwingALoaderException_isNotWrappedAgain() {
    CacheLoaderException failure = new CacheLoaderException("on purpose");
    Cache<String, String> cache = caches.open(loading(texts(), failingLoader()));
    next.set(failure);

    assertThatThrownBy(() -> cache.get(KEY)).isSameAs(failure);
  }

  private FunctionLoader<String, String> failingLoader() {
    return new FunctionLoader<>(
        key -> {
          failIfDue();
          return "loaded";
        });
  }

  @ParameterizedTest
  @EnumSource
  void policy_thatThrowsAnException_isAsIfItSaidNothing(Occasion occasion) {
    Cache<String, String> cache = caches.open(expiring(texts(), failingPolicy(occasion)));

    next.set(new IllegalStateException("on purpose"));
    cache.put(KEY, "1");
    cache.put(KEY, "2");
    cache.get(KEY);

    assertThat(next).hasValue(null);
    assertThat(cache.get(KEY)).isEqualTo("2");
    assertUsable(cache);
  }

  @ParameterizedTest
  @EnumSource
  void policy_thatThrowsAnError_changesNothing(Occasion occasion) {
    Cache<String, String> cache = caches.open(expiring(texts(), failingPolicy(occasion)));
    if (occasion != Occasion.CREATION) {
      cache.put(KEY, "old");
    }
    boolean before = cache.containsKey(KEY);

    Throwable thrown =
        failOnce(
            Failure.ERROR,
            () -> {
              if (occasion == Occasion.ACCESS) {
                cache.get(KEY);
              } else {
                cache.put(KEY, "new");
              }
            });

    Failure.ERROR.assertIsBehind(thrown, AssertionError.class);
    assertThat(cache.containsKey(KEY)).isEqualTo(before);
    assertThat(cache.get(KEY)).isNotEqualTo("new");
    assertUsable(cache);
  }

  private HookedPolicy failingPolicy(Occasion failing) {
    return new HookedPolicy(
        occasion -> {
          if (occasion == failing) {
            failIfDue();
          }
          return Duration.ONE_DAY;
        });
  }
}
