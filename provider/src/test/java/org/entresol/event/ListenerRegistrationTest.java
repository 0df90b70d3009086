package org.entresol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.asynchronous;
import static org.entresol.jcache.TestCaches.synchronous;
import static org.entresol.jcache.TestCaches.texts;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.Gate;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners come and go while the cache is in use. */
@Tag("unit")
class ListenerRegistrationTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final AtomicInteger closed = new AtomicInteger();

  /** A listener that may be closed. */
  private final class ClosingListener
      implements CacheEntryCreatedListener<String, String>, Closeable {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {}

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** A filter that may be closed. */
  private final class ClosingFilter implements CacheEntryEventFilter<String, String>, Closeable {
    @Override
    public boolean evaluate(CacheEntryEvent<? extends String, ? extends String> event) {
      return true;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @BeforeEach
  void open() {
    caches.open(texts());
  }

  private Cache<String, String> cache() {
    return caches.cache();
  }

  private MutableCacheEntryListenerConfiguration<String, String> closing() {
    return new MutableCacheEntryListenerConfiguration<>(
        ClosingListener::new, ClosingFilter::new, true, true);
  }

  private Iterable<CacheEntryListenerConfiguration<String, String>> registered() {
    return TestCaches.configurationOf(cache()).getCacheEntryListenerConfigurations();
  }

  @Test
  void listener_registeredAtRunTime_hearsFromThenUntilItIsDeregistered() {
    Ear<String, String> ear = new Ear<>();
    var configuration = synchronous(ear);

    cache().put("before", "1");
    cache().registerCacheEntryListener(configuration);
    cache().put("while", "1");
    cache().deregisterCacheEntryListener(configuration);
    cache().put("after", "1");

    assertThat(ear.heard()).extracting(Ear.Heard::key).containsExactly("while");
  }

  @Test
  void configuration_ofTheCache_showsWhoIsRegistered() {
    var configuration = synchronous(new Ear<String, String>());
    assertThat(registered()).isEmpty();

    cache().registerCacheEntryListener(configuration);
    assertThat(registered()).containsExactly(configuration);

    cache().deregisterCacheEntryListener(configuration);
    assertThat(registered()).isEmpty();
  }

  @Test
  void equalConfiguration_registeredTwice_isRefused() {
    Ear<String, String> ear = new Ear<>();
    var configuration = synchronous(ear);
    cache().registerCacheEntryListener(configuration);

    assertThatThrownBy(() -> cache().registerCacheEntryListener(configuration))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                cache()
                    .registerCacheEntryListener(
                        new MutableCacheEntryListenerConfiguration<>(configuration)))
        .isInstanceOf(IllegalArgumentException.class);

    cache().put("k", "1");
    assertThat(ear.heard()).hasSize(1);
  }

  @Test
  void equalConfiguration_afterDeregistration_mayBeRegisteredAgain() {
    Ear<String, String> ear = new Ear<>();
    var configuration = synchronous(ear);

    cache().registerCacheEntryListener(configuration);
    cache().deregisterCacheEntryListener(configuration);
    cache().registerCacheEntryListener(configuration);
    cache().put("k", "1");

    assertThat(ear.heard()).hasSize(1);
  }

  @Test
  void listenerAndFilter_deregistered_areClosedOnce() {
    var configuration = closing();
    cache().registerCacheEntryListener(configuration);
    assertThat(closed).hasValue(0);

    cache().deregisterCacheEntryListener(configuration);
    assertThat(closed).hasValue(2);

    cache().deregisterCacheEntryListener(configuration);
    cache().close();
    assertThat(closed).hasValue(2);
  }

  @Test
  void listenerAndFilter_registered_areClosedWithTheCache() {
    Cache<String, String> cache = cache();
    cache.registerCacheEntryListener(closing());

    cache.close();
    cache.close();

    assertThat(closed).hasValue(2);
  }

  @Test
  void deregistration_ofAStranger_doesNothing() {
    assertThatCode(
            () -> cache().deregisterCacheEntryListener(synchronous(new Ear<String, String>())))
        .doesNotThrowAnyException();
  }

  @Test
  void registration_ofNull_isRefused() {
    Cache<String, String> cache = cache();
    assertThatThrownBy(() -> cache.registerCacheEntryListener(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> cache.deregisterCacheEntryListener(null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void registration_whoseFactoryThrows_leavesNothing() {
    MutableCacheEntryListenerConfiguration<String, String> failing =
        new MutableCacheEntryListenerConfiguration<>(
            () -> {
              throw new IllegalStateException("on purpose");
            },
            null,
            true,
            true);

    assertThatThrownBy(() -> cache().registerCacheEntryListener(failing)).hasMessage("on purpose");

    assertThat(registered()).isEmpty();
    cache().put("k", "1");
  }

  @Test
  void registration_whoseFilterFactoryThrows_closesTheListener() {
    MutableCacheEntryListenerConfiguration<String, String> failing =
        new MutableCacheEntryListenerConfiguration<>(
            ClosingListener::new,
            () -> {
              throw new IllegalStateException("on purpose");
            },
            true,
            true);

    assertThatThrownBy(() -> cache().registerCacheEntryListener(failing)).hasMessage("on purpose");

    assertThat(closed).hasValue(1);
    assertThat(registered()).isEmpty();
  }

  @Test
  void closing_withAnAsynchronousListenerAtWork_waitsForIt() {
    Gate gate = Gate.closed();
    Ear<String, String> slow = new Ear<>(event -> gate.pass());
    Cache<String, String> cache = cache();
    cache.registerCacheEntryListener(asynchronous(slow));
    cache.put("k", "1");
    cache.put("k", "2");
    gate.awaitVisitor();

    Crew.Task<Boolean> closing = Crew.run(cache::close).awaitBlocked();
    assertThat(closing.isDone()).isFalse();
    gate.open();
    closing.result();

    assertThat(slow.heard()).hasSize(2);
  }

  @Test
  void manyThreads_registeringAndDeregistering_leaveNothing() {
    Cache<String, String> cache = cache();
    Crew.race(
        4,
        thread ->
            () -> {
              for (int i = 0; i < 200; i++) {
                Ear<String, String> ear = new Ear<>();
                var configuration = synchronous(ear);
                cache.registerCacheEntryListener(configuration);
                cache.put("k" + thread, "v" + i);
                cache.deregisterCacheEntryListener(configuration);
                assertThat(ear.heardOf("k" + thread)).hasSize(1);
              }
              return true;
            });

    assertThat(registered()).isEmpty();
  }
}
