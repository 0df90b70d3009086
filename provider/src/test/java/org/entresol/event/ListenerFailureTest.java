package org.entresol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.TestCaches.asynchronous;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.synchronous;
import static org.entresol.jcache.TestCaches.texts;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.Gate;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener that throws troubles its caller at most, never other listeners. */
@Tag("unit")
class ListenerFailureTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final IllegalStateException failure = new IllegalStateException("on purpose");
  private final Ear<String, String> before = new Ear<>();
  private final Ear<String, String> after = new Ear<>();
  private final Ear<String, String> asynchronousEar = new Ear<>();

  private void fail(Ear.Heard<String, String> event) {
    throw failure;
  }

  private void failForBad(Ear.Heard<String, String> event) {
    if (event.key().startsWith("bad")) {
      throw failure;
    }
  }

  private Cache<String, String> open(
      MutableCacheEntryListenerConfiguration<String, String> failing) {
    Cache<String, String> cache = caches.open(texts());
    cache.registerCacheEntryListener(synchronous(before));
    cache.registerCacheEntryListener(failing);
    cache.registerCacheEntryListener(asynchronous(asynchronousEar));
    cache.registerCacheEntryListener(synchronous(after));
    return cache;
  }

  private MutableCacheEntryListenerConfiguration<String, String> failingListener() {
    return synchronous(new Ear<String, String>(this::failForBad));
  }

  private MutableCacheEntryListenerConfiguration<String, String> failingFilter() {
    return new MutableCacheEntryListenerConfiguration<>(
        Ear::new,
        () ->
            event -> {
              throw failure;
            },
        true,
        true);
  }

  private void assertOthersHeard(int events) {
    assertThat(before.heard()).hasSize(events);
    assertThat(after.heard()).hasSize(events);
    Crew.until(() -> asynchronousEar.heard().size() == events);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void synchronousListenerOrFilter_thatThrows_isReportedToTheCaller(boolean listener) {
    Cache<String, String> cache = open(listener ? failingListener() : failingFilter());

    assertThatThrownBy(() -> cache.put("bad", "1"))
        .isExactlyInstanceOf(CacheEntryListenerException.class)
        .hasCause(failure);

    assertThat(cache.get("bad")).isEqualTo("1");
    assertOthersHeard(1);
    assertThatThrownBy(() -> cache.remove("bad")).isInstanceOf(CacheEntryListenerException.class);
    assertThat(cache.containsKey("bad")).isFalse();
    assertOthersHeard(2);
  }

  @Test
  void listenerException_ofAListener_isNotWrappedAgain() {
    CacheEntryListenerException own = new CacheEntryListenerException("on purpose");
    Ear<String, String> ear =
        new Ear<>(
            event -> {
              throw own;
            });
    Cache<String, String> cache = caches.open(listening(texts(), ear));

    assertThatThrownBy(() -> cache.put("k", "1")).isSameAs(own);
  }

  @Test
  void bulkOperation_withAListenerThatThrows_tellsAllTheOthersOfAllKeys() {
    Cache<String, String> cache = open(failingListener());

    Throwable thrown =
        catchThrowable(() -> cache.putAll(Map.of("a", "1", "bad1", "1", "bad2", "1", "b", "1")));

    assertThat(thrown).isExactlyInstanceOf(CacheEntryListenerException.class).hasCause(failure);
    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(cache).hasSize(4);
    assertOthersHeard(4);
  }

  @Test
  void twoListeners_thatThrow_areBothReported() {
    Cache<String, String> cache = open(synchronous(new Ear<>(this::fail)));
    cache.registerCacheEntryListener(synchronous(new Ear<>(this::fail)));

    Throwable thrown = catchThrowable(() -> cache.put("k", "1"));

    assertThat(thrown).isInstanceOf(CacheEntryListenerException.class);
    assertThat(thrown.getSuppressed()).hasSize(1);
    assertOthersHeard(1);
  }

  @Test
  void asynchronousListener_thatThrows_hearsTheNextEventsAllTheSame() {
    Ear<String, String> failing = new Ear<>(this::fail);
    Cache<String, String> cache = open(asynchronous(failing));

    cache.put("bad", "1");
    cache.put("bad", "2");
    cache.remove("bad");

    Crew.until(() -> failing.heard().size() == 3);
    assertThat(failing.types())
        .containsExactly(EventType.CREATED, EventType.UPDATED, EventType.REMOVED);
    assertOthersHeard(3);
  }

  @Test
  void asynchronousListener_thatThrowsAnError_hearsTheNextEventsAllTheSame() {
    Ear<String, String> failing =
        new Ear<>(
            event -> {
              throw new AssertionError("on purpose");
            });
    Cache<String, String> cache = open(asynchronous(failing));

    cache.put("bad", "1");
    cache.put("bad", "2");

    Crew.until(() -> failing.heard().size() == 2);
    assertOthersHeard(2);
  }

  @Test
  void synchronousListener_thatThrowsAnError_isReportedAndNobodyMissesAnything() {
    AssertionError error = new AssertionError("on purpose");
    AtomicInteger times = new AtomicInteger();
    Ear<String, String> failing =
        new Ear<>(
            event -> {
              if (times.getAndIncrement() == 0) {
                throw error;
              }
            });
    Cache<String, String> cache = open(synchronous(failing));

    Throwable thrown =
        catchThrowable(() -> cache.putAll(Map.of("a", "1", "b", "1", "c", "1", "d", "1")));

    assertThat(thrown == error || thrown.getCause() == error).isTrue();
    assertThat(cache).hasSize(4);
    assertThat(failing.heard()).hasSize(4);
    assertOthersHeard(4);
    Crew.promptly(() -> List.of("a", "b", "c", "d").forEach(cache::remove));
    assertOthersHeard(8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failure_overAChangeOfAnotherThread_isReportedToThatThread(boolean error) {
    Gate gate = Gate.closed();
    Ear<String, String> failing =
        new Ear<>(
            event -> {
              gate.pass();
              if ("bad".equals(event.value())) {
                if (error) {
                  throw new AssertionError("on purpose");
                }
                throw failure;
              }
            });
    Cache<String, String> cache = caches.open(listening(texts(), failing));

    Crew.Task<Boolean> first = Crew.run(() -> cache.put("k", "good"));
    gate.awaitVisitor();
    Crew.Task<Throwable> second =
        Crew.start(() -> catchThrowable(() -> cache.put("k", "bad"))).awaitBlocked();
    gate.open();

    assertThat(first.result()).isTrue();
    assertThat(second.result()).isNotNull();
  }
}
