package org.entresol.load;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.LoadSettings;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.TestCaches;
import org.entresol.stats.Beans;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A read-through cache in the heap whose time the test owns, its source, and an ear at its events.
 * Entries live for a minute from their creation on, unless the test says otherwise.
 */
final class HeapLab implements AfterEachCallback {
  static final Duration LIFE = Duration.ofMinutes(1);

  private final TestCaches caches = new TestCaches();
  private final Origin origin = new Origin();
  private final Ear<String, String> ear = new Ear<>();

  /** Opens the cache, called "test". */
  Cache<String, String> open(UnaryOperator<LoadSettings> load) {
    return open(load, new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE));
  }

  /** Opens the cache with an expiry policy. */
  Cache<String, String> open(UnaryOperator<LoadSettings> load, ExpiryPolicy policy) {
    CacheEntryListenerConfiguration<String, String> listener = TestCaches.synchronous(ear);
    return caches
        .manager()
        .createCache(
            "test",
            EntresolConfiguration.builder(String.class, String.class)
                .loader(() -> origin)
                .readThrough(true)
                .expiry(() -> policy)
                .load(load)
                .listener(listener)
                .statistics(true)
                .build());
  }

  /** The provider of this test, with its clock. */
  TestCaches caches() {
    return caches;
  }

  /** The source of the cache. */
  Origin origin() {
    return origin;
  }

  /** Moves the time. */
  void pass(Duration time) {
    caches.clock().advance(time);
  }

  /** Has a cache drop what is of no use any more, as it does when an instant has come. */
  void sweep(com.github.benmanes.caffeine.cache.Cache<?, ?> store) {
    long unused = caches.clock().strike();
    store.cleanUp();
  }

  /** What happened to the cache's entries, as synchronous listeners heard it. */
  List<EventType> events() {
    return ear.types();
  }

  /** The figures that JMX shows. */
  EntresolStatisticsMXBean statistics() {
    return Beans.statistics("test");
  }

  /** Waits until the source has been asked so often for the value of a key. */
  void awaitLoads(String key, int count) {
    Crew.until(() -> origin.loads(key) >= count);
  }

  /** Waits until a read gives a value. */
  void awaitValue(Cache<String, String> cache, String key, String value) {
    Crew.until(() -> value.equals(cache.get(key)));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    caches.afterEach(context);
  }
}
