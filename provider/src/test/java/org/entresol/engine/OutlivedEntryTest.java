package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
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

/** Writers that take longer than the entry lives that they are to replace, on every stack. */
@Tag("unit")
class OutlivedEntryTest {

  private static final String KEY = "k";
  private static final Duration LIFE = Duration.ofSeconds(2);

  private final FakeClock clock = new FakeClock();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private final Ear<String, String> ear = new Ear<>();
  private Duration takes = Duration.ZERO;
  private final MapWriter<String, String> writer = new MapWriter<>(key -> clock.advance(takes));

  private Cache<String, String> open(Stack stack, ExpiryPolicy policy) {
    return lab.manager("one")
        .createCache(
            "c",
            EntresolConfiguration.builder(String.class, String.class)
                .stack(stack)
                .expiry(() -> policy)
                .writer(() -> writer)
                .writeThrough(true)
                .listener(
                    new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(ear), null, true, true))
                .build());
  }

  private static javax.cache.expiry.Duration life() {
    return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, LIFE.toMillis());
  }

  private Cache<String, String> openWithAnEntry(Stack stack, ExpiryPolicy policy) {
    Cache<String, String> cache = open(stack, policy);
    cache.put(KEY, "old");
    takes = LIFE.plusMillis(500);
    return cache;
  }

  /** The new value in the last event of the key; an expiry may have been heard before. */
  private @Nullable String lastHeard() {
    List<Ear.Heard<String, String>> heard = ear.heardOf(KEY);
    return heard.get(heard.size() - 1).value();
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_writerOutlastsTheEntry_isStoredAndHeard(Stack stack) {
    Cache<String, String> cache = openWithAnEntry(stack, new ModifiedExpiryPolicy(life()));

    cache.put(KEY, "new");

    assertThat(cache.get(KEY)).isEqualTo("new");
    assertThat(writer.history()).containsExactly("old", "new");
    assertThat(lastHeard()).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.Each
  void putAll_writerOutlastsTheEntry_isStoredAndHeard(Stack stack) {
    Cache<String, String> cache = openWithAnEntry(stack, new ModifiedExpiryPolicy(life()));

    cache.putAll(new HashMap<>(Map.of(KEY, "new", "other", "new")));

    assertThat(cache.getAll(Set.of(KEY, "other"))).hasSize(2).containsValue("new");
    assertThat(lastHeard()).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.Each
  void remove_writerOutlastsTheEntry_isHeard(Stack stack) {
    Cache<String, String> cache = openWithAnEntry(stack, new ModifiedExpiryPolicy(life()));

    assertThat(cache.remove(KEY)).isTrue();

    assertThat(writer.source()).isEmpty();
    assertThat(ear.types().get(1)).isIn(EventType.REMOVED, EventType.EXPIRED);
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_instantUnchangedAndPassedMeanwhile_storesANewEntryWithATimeOfItsOwn(Stack stack) {
    Cache<String, String> cache = openWithAnEntry(stack, new CreatedExpiryPolicy(life()));

    cache.put(KEY, "new");

    assertThat(writer.source()).containsEntry(KEY, "new");
    assertThat(cache.get(KEY)).isEqualTo("new");
    clock.advance(LIFE);
    assertThat(cache.get(KEY)).isNull();
  }
}
