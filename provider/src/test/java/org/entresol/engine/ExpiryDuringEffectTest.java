package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.EntryProcessor;
import org.entresol.EntresolConfiguration;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Entries that expire, and whose memory is reclaimed, while a writer or a processor is at work for
 * their key: listeners hear of each entry's beginning and end once, and in an order that makes
 * sense.
 */
@Tag("unit")
class ExpiryDuringEffectTest {

  private static final Integer KEY = 1;

  private static final EntryProcessor<Integer, String, String> SETTING =
      (entry, arguments) -> {
        entry.setValue(entry.exists() ? "new" : "first");
        return "set";
      };

  private static final EntryProcessor<Integer, String, String> REMOVING =
      (entry, arguments) -> {
        entry.remove();
        return "removed";
      };

  private final FakeClock clock = new FakeClock();
  private final EntresolCachingProvider provider = new EntresolCachingProvider(clock);
  private final Slow slow = new Slow();
  private final Ear ear = new Ear();
  private final Cache<Integer, String> cache = cache();

  /** What is done with an entry that does not survive it. */
  enum Deed {
    PUT,
    GET_AND_PUT,
    PUT_IF_ABSENT,
    PUT_ALL,
    REPLACE,
    REPLACE_IF,
    REMOVE,
    REMOVE_IF,
    GET_AND_REMOVE,
    REMOVE_ALL,
    PROCESSOR_SET,
    PROCESSOR_REMOVE;

    void on(Cache<Integer, String> cache) {
      switch (this) {
        case PUT -> cache.put(KEY, "new");
        case GET_AND_PUT -> cache.getAndPut(KEY, "new");
        case PUT_IF_ABSENT -> cache.putIfAbsent(KEY, "new");
        case PUT_ALL -> cache.putAll(Map.of(KEY, "new"));
        case REPLACE -> cache.replace(KEY, "new");
        case REPLACE_IF -> cache.replace(KEY, "old", "new");
        case REMOVE -> cache.remove(KEY);
        case REMOVE_IF -> cache.remove(KEY, "old");
        case GET_AND_REMOVE -> cache.getAndRemove(KEY);
        case REMOVE_ALL -> cache.removeAll(Set.of(KEY));
        case PROCESSOR_SET -> cache.invoke(KEY, SETTING);
        case PROCESSOR_REMOVE -> cache.invoke(KEY, REMOVING);
      }
    }
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @EnumSource
  void events_ofEntryThatExpiresDuringTheWrite_makeSense(Deed deed) {
    cache.put(KEY, "old");
    clock.advance(java.time.Duration.ofMillis(9_500));
    slow.takes = java.time.Duration.ofSeconds(5);

    deed.on(cache);

    assertEventsMakeSense();
  }

  @ParameterizedTest
  @EnumSource
  void events_ofExpiredEntryThatIsReclaimedDuringTheWrite_makeSense(Deed deed) {
    cache.put(KEY, "old");
    clock.advance(java.time.Duration.ofMillis(10_500));
    slow.takes = java.time.Duration.ofSeconds(5);

    deed.on(cache);

    assertEventsMakeSense();
  }

  private void assertEventsMakeSense() {
    slow.takes = java.time.Duration.ZERO;
    cache.put(KEY, "last");
    cache.remove(KEY);

    String held = null;
    for (Heard event : ear.heard) {
      boolean begins = event.type() == EventType.CREATED;
      assertThat(event.oldValue()).as("the old value in %s", ear.heard).isEqualTo(held);
      assertThat(held == null).as("absence before a creation in %s", ear.heard).isEqualTo(begins);
      held = event.value();
    }
    assertThat(held).as("what is there after %s", ear.heard).isNull();
  }

  private Cache<Integer, String> cache() {
    return provider
        .getCacheManager()
        .createCache(
            "cache",
            EntresolConfiguration.builder(Integer.class, String.class)
                .expiry(new CreatedExpiryPolicy(new Duration(TimeUnit.SECONDS, 10)))
                .writer(() -> slow)
                .writeThrough(true)
                .listener(new MutableCacheEntryListenerConfiguration<>(() -> ear, null, true, true))
                .build());
  }

  /** A writer that takes its time. */
  private final class Slow implements CacheWriter<Integer, String> {

    private java.time.Duration takes = java.time.Duration.ZERO;

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
      clock.advance(takes);
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
      clock.advance(takes);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      clock.advance(takes);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      clock.advance(takes);
      keys.clear();
    }
  }

  /** What the listener was told. */
  private record Heard(EventType type, @Nullable String oldValue, @Nullable String value) {}

  /** A listener to everything. */
  private static final class Ear
      implements CacheEntryCreatedListener<Integer, String>,
          CacheEntryUpdatedListener<Integer, String>,
          CacheEntryRemovedListener<Integer, String>,
          CacheEntryExpiredListener<Integer, String> {

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
      events.forEach(event -> heard.add(new Heard(event.getEventType(), null, event.getValue())));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
      events.forEach(
          event ->
              heard.add(new Heard(event.getEventType(), event.getOldValue(), event.getValue())));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
      events.forEach(
          event -> heard.add(new Heard(event.getEventType(), event.getOldValue(), null)));
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
      events.forEach(
          event -> heard.add(new Heard(event.getEventType(), event.getOldValue(), null)));
    }
  }
}
