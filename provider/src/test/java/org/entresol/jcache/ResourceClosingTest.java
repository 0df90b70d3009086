package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.texts;

import java.io.Closeable;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users give to a cache is closed with it: each once, whatever the others do. */
@Tag("unit")
class ResourceClosingTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Queue<Part> opened = new ConcurrentLinkedQueue<>();
  private final Queue<Part> closed = new ConcurrentLinkedQueue<>();

  /** What a user may give. */
  private enum Part {
    LOADER,
    WRITER,
    POLICY,
    LISTENER,
    FILTER
  }

  /** The ways to end a cache. */
  private enum End {
    CACHE,
    DESTROY,
    MANAGER,
    PROVIDER
  }

  /** Everything that a user may give, in one class. */
  private final class Given
      implements CacheLoader<String, String>,
          CacheWriter<String, String>,
          ExpiryPolicy,
          CacheEntryCreatedListener<String, String>,
          CacheEntryEventFilter<String, String>,
          Closeable {
    private final Part part;

    Given(Part part) {
      this.part = part;
      opened.add(part);
    }

    @Override
    public void close() {
      closed.add(part);
      throw new IllegalStateException("every part fails to close");
    }

    @Override
    public @Nullable String load(String key) {
      return null;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      return Map.of();
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {}

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {}

    @Override
    public Duration getExpiryForCreation() {
      return Duration.ETERNAL;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {}

    @Override
    public boolean evaluate(CacheEntryEvent<? extends String, ? extends String> event) {
      return true;
    }
  }

  private Factory<Given> factory(Part part, @Nullable Part failing) {
    return () -> {
      if (part == failing) {
        throw new IllegalStateException("no " + part);
      }
      return new Given(part);
    };
  }

  private MutableConfiguration<String, String> configuration(@Nullable Part failing) {
    return texts()
        .setReadThrough(true)
        .setWriteThrough(true)
        .setCacheLoaderFactory(factory(Part.LOADER, failing))
        .setCacheWriterFactory(factory(Part.WRITER, failing))
        .setExpiryPolicyFactory(factory(Part.POLICY, failing))
        .addCacheEntryListenerConfiguration(
            new MutableCacheEntryListenerConfiguration<>(
                factory(Part.LISTENER, failing), factory(Part.FILTER, failing), true, true));
  }

  @ParameterizedTest
  @EnumSource
  void parts_ofACacheThatEnds_areClosedOnceEach(End end) {
    Cache<String, String> cache = caches.open(configuration(null));
    cache.put("k", "1");
    assertThat(opened).containsExactlyInAnyOrder(Part.values());
    assertThat(closed).isEmpty();

    switch (end) {
      case CACHE -> cache.close();
      case DESTROY -> caches.manager().destroyCache("test");
      case MANAGER -> caches.manager().close();
      case PROVIDER -> caches.provider().close();
    }
    cache.close();
    caches.provider().close();

    assertThat(closed).containsExactlyInAnyOrder(Part.values());
  }

  @ParameterizedTest
  @EnumSource
  void parts_ofACacheThatCannotBeOpened_areClosed(Part failing) {
    assertThatThrownBy(() -> caches.open(configuration(failing)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no " + failing);

    assertThat(closed).containsExactlyInAnyOrderElementsOf(opened);
    assertThat(caches.<String, String>cache()).isNull();
    assertThat(caches.open(texts())).isEmpty();
  }

  @Test
  void loaderAndWriter_thatAreNotInUse_areClosedToo() {
    Cache<String, String> cache =
        caches.open(configuration(null).setReadThrough(false).setWriteThrough(false));

    cache.close();

    assertThat(closed).containsExactlyInAnyOrderElementsOf(opened);
  }
}
