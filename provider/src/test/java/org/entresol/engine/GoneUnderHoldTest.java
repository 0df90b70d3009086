package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Ear;
import org.entresol.jcache.MapWriter;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries that go while a processor that only reads them is at work, and what is told of that. */
@Tag("unit")
class GoneUnderHoldTest {

  private static final Duration LIFE = new Duration(TimeUnit.SECONDS, 2);

  private final FakeClock clock = new FakeClock();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private final Ear<String, String> ear = new Ear<>();

  private EntresolCache<String, String> open(String node, Stack stack, ExpiryPolicy policy) {
    EntresolConfiguration.Builder<String, String> builder =
        EntresolConfiguration.builder(String.class, String.class).stack(stack).expiry(() -> policy);
    if (node.equals("one")) {
      builder.listener(
          new MutableCacheEntryListenerConfiguration<>(
              new SingletonFactory<>(ear), null, true, true));
    }
    return (EntresolCache<String, String>) lab.manager(node).createCache("c", builder.build());
  }

  private static void readWhile(EntresolCache<String, String> cache, Consumer<String> happening) {
    AtomicBoolean happened = new AtomicBoolean();
    cache.invoke(
        "k",
        (entry, no) -> {
          String value = entry.getValue();
          if (!happened.getAndSet(true)) {
            happening.accept(entry.getKey());
          }
          return value;
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAP_REDIS", "REDIS"})
  void entry_invalidatedElsewhereMeanwhile_isNotToldAsExpired(Stack stack) {
    EntresolCache<String, String> cache = open("one", stack, new EternalExpiryPolicy());
    EntresolCache<String, String> other = open("two", stack, new EternalExpiryPolicy());
    cache.put("k", "v");

    readWhile(cache, other::invalidate);

    assertThat(ear.types()).containsExactly(EventType.CREATED);
  }

  @ParameterizedTest
  @TestStacks.Each
  void entry_thatExpiresMeanwhile_isToldAsExpiredOnce(Stack stack) {
    assertToldOnce(stack, new AccessedExpiryPolicy(LIFE));
  }

  @ParameterizedTest
  @TestStacks.Each
  void entry_thatExpiresBeforeAnAccessEndsIt_isToldAsExpiredOnce(Stack stack) {
    assertToldOnce(stack, new OverWithAnAccess());
  }

  private void assertToldOnce(Stack stack, ExpiryPolicy policy) {
    EntresolCache<String, String> cache = open("one", stack, policy);
    cache.put("k", "v");

    readWhile(cache, key -> clock.advance(java.time.Duration.ofMillis(2_500)));

    assertThat(cache.containsKey("k")).isFalse();
    assertThat(ear.types()).containsExactly(EventType.CREATED, EventType.EXPIRED);
  }

  @ParameterizedTest
  @TestStacks.Each
  void processor_itsEntryExpiresMeanwhile_runsOnceAndStoresANewOne(Stack stack) {
    EntresolCache<String, String> cache = open("one", stack, new CreatedExpiryPolicy(LIFE));
    cache.put("k", "v");
    AtomicInteger runs = new AtomicInteger();

    cache.invoke(
        "k",
        (entry, no) -> {
          runs.incrementAndGet();
          clock.advance(java.time.Duration.ofMillis(2_500));
          entry.setValue("new");
          return null;
        });

    assertThat(runs).hasValue(1);
    clock.advance(java.time.Duration.ofMillis(1_500));
    assertThat(cache.get("k")).isEqualTo("new");
    clock.advance(java.time.Duration.ofSeconds(1));
    assertThat(cache.get("k")).isNull();
  }

  @ParameterizedTest
  @TestStacks.Each
  void processor_itsEntryExpiresMeanwhileAndItOnlyReads_runsOnce(Stack stack) {
    EntresolCache<String, String> cache = open("one", stack, new AccessedExpiryPolicy(LIFE));
    cache.put("k", "v");
    AtomicInteger runs = new AtomicInteger();

    String read =
        cache.invoke(
            "k",
            (entry, no) -> {
              runs.incrementAndGet();
              clock.advance(java.time.Duration.ofMillis(2_500));
              return entry.getValue();
            });

    assertThat(read).isEqualTo("v");
    assertThat(runs).hasValue(1);
    assertThat(cache.get("k")).isNull();
  }

  @ParameterizedTest
  @TestStacks.Each
  void writer_itsEntryExpiresMeanwhile_isFollowedByANewEntry(Stack stack) {
    MapWriter<String, String> writer =
        new MapWriter<>(key -> clock.advance(java.time.Duration.ofMillis(2_500)));
    Cache<String, String> cache =
        lab.manager("one")
            .createCache(
                "w",
                EntresolConfiguration.builder(String.class, String.class)
                    .stack(stack)
                    .expiry(() -> new CreatedExpiryPolicy(LIFE))
                    .writer(() -> writer)
                    .writeThrough(true)
                    .build());
    cache.put("k", "v");

    assertThat(cache.replace("k", "v", "new")).isTrue();
    cache.putAll(Map.of("k", "newer"));

    assertThat(writer.source()).containsEntry("k", "newer");
    assertThat(cache.get("k")).isEqualTo("newer");
  }

  /** A policy of a user's own: an entry is over when it has been read, or after its life. */
  private static final class OverWithAnAccess implements ExpiryPolicy {

    @Override
    public Duration getExpiryForCreation() {
      return LIFE;
    }

    @Override
    public Duration getExpiryForAccess() {
      return Duration.ZERO;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }
}
