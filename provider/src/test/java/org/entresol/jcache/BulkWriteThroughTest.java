package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.texts;
import static org.entresol.jcache.TestCaches.writing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bulk write asks the writer once, and leaves cache and source in step if that half fails. */
@Tag("unit")
class BulkWriteThroughTest {
  private static final Map<String, String> FOUR =
      new TreeMap<>(Map.of("a", "1", "b", "2", "c", "3", "d", "4"));

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final AtomicReference<@Nullable Object> poison = new AtomicReference<>();
  private final IllegalStateException failure = new IllegalStateException("on purpose");
  private final AssertionError error = new AssertionError("on purpose");
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private final MapWriter<String, String> source =
      new MapWriter<>(
          key -> {
            if (key.equals(poison.get())) {
              throw failure;
            }
            if (("error " + key).equals(poison.get())) {
              throw error;
            }
          });
  private final Ear<String, String> ear = new Ear<>();

  /** Counts what the writer gets in one call. */
  private final class Counting implements CacheWriter<String, String> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      throw new AssertionError("one by one: " + entry.getKey());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      sizes.add(entries.size());
      source.writeAll(entries);
    }

    @Override
    public void delete(Object key) {
      throw new AssertionError("one by one: " + key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      sizes.add(keys.size());
      source.deleteAll(keys);
    }
  }

  @BeforeEach
  void open() {
    caches.open(listening(writing(texts(), new Counting()).setStatisticsEnabled(true), ear));
  }

  private Cache<String, String> cache() {
    return caches.cache();
  }

  private void assertInStep() {
    assertThat(cache().getAll(FOUR.keySet())).isEqualTo(source.source());
  }

  @Test
  void bulkWrites_ofManyKeys_reachTheWriterInOneCall() {
    cache().putAll(FOUR);
    cache().removeAll(Set.of("a", "b"));
    cache().removeAll();

    assertThat(sizes).containsExactly(4, 2, 2);
    assertThat(source.source()).isEmpty();
    assertThat(cache()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "d"})
  void putAll_failingHalfWay_keepsWhatWasWritten(String bad) {
    poison.set(bad);

    assertThatThrownBy(() -> cache().putAll(FOUR))
        .isExactlyInstanceOf(CacheWriterException.class)
        .hasCause(failure);

    assertThat(source.source()).doesNotContainKey(bad);
    assertInStep();
    assertThat(ear.heard()).hasSize(source.source().size());
    Crew.promptly(
        () -> {
          poison.set(null);
          cache().putAll(FOUR);
        });
    assertThat(source.source()).isEqualTo(FOUR);
    assertInStep();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "d"})
  void removeAllOfKeys_failingHalfWay_keepsWhatWasNotDeleted(String bad) {
    cache().putAll(FOUR);
    poison.set(bad);

    assertThatThrownBy(() -> cache().removeAll(FOUR.keySet()))
        .isExactlyInstanceOf(CacheWriterException.class)
        .hasCause(failure);

    assertThat(source.source()).containsKey(bad);
    assertInStep();
    assertThat(ear.types().stream().filter(EventType.REMOVED::equals))
        .hasSize(4 - source.source().size());
    Crew.promptly(() -> cache().clear());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "d"})
  void putAll_endingInAnErrorHalfWay_keepsWhatWasWritten(String bad) {
    poison.set("error " + bad);

    Throwable thrown = catchThrowable(() -> cache().putAll(FOUR));

    assertThat(thrown == error || thrown.getCause() == error).isTrue();
    assertThat(source.source()).doesNotContainKey(bad);
    assertInStep();
    Crew.promptly(() -> cache().clear());
  }

  @Test
  void putAll_failingHalfWayWithAListenerThatThrows_tellsOfTheWriter() {
    cache()
        .registerCacheEntryListener(
            TestCaches.synchronous(
                new Ear<>(
                    event -> {
                      throw new IllegalStateException("the listener");
                    })));
    poison.set("c");

    assertThatThrownBy(() -> cache().putAll(FOUR))
        .isExactlyInstanceOf(CacheWriterException.class)
        .hasCause(failure);

    assertInStep();
    assertThat(ear.heard()).hasSize(source.source().size());
  }

  @Test
  void removeAll_failingHalfWay_keepsWhatWasNotDeleted() {
    cache().putAll(FOUR);
    poison.set("c");

    assertThatThrownBy(() -> cache().removeAll()).isExactlyInstanceOf(CacheWriterException.class);

    assertThat(source.source()).containsKey("c");
    assertInStep();
  }

  @Test
  void putAll_leftAsItWasByASuccessfulWriter_isWritten() {
    Cache<String, String> cache =
        caches.open("lazy", writing(texts(), new LeavesTheCollectionAlone()));

    cache.putAll(FOUR);
    assertThat(cache).hasSize(4);
    cache.removeAll(Set.of("a"));
    assertThat(cache).hasSize(3);
  }

  /** A writer that does not bother to take out of the collection what it has written. */
  private static final class LeavesTheCollectionAlone implements CacheWriter<String, String> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {}

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {}
  }
}
