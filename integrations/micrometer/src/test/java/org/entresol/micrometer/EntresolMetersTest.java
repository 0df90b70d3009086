package org.entresol.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a registry of meters has of caches that come and go. */
@Tag("unit")
final class EntresolMetersTest {
  private final EntresolCacheManager manager = new EntresolCachingProvider().getCacheManager();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    manager.close();
  }

  private EntresolCache<Object, Object> made() {
    return manager.createCache("books", new MutableConfiguration<>());
  }

  private double caches() {
    return registry.get("entresol.caches").gauge().value();
  }

  private double puts() {
    return registry.get("cache.puts").tag("cache", "books").functionCounter().count();
  }

  @Test
  void figures_ofACacheMadeAgain_areItsOwn() {
    made().put(1, "a");
    new EntresolMeters(manager).bindTo(registry);
    manager.destroyCache("books");
    EntresolCache<Object, Object> again = made();
    assertThat(caches()).isEqualTo(1);

    again.put(1, "a");
    again.put(2, "b");

    assertThat(puts()).isEqualTo(2);
  }

  @Test
  void figures_thatCannotBeTold_areMinusOne() {
    Map<String, Object> figures = Figure.all(made());

    assertThat(figures).containsEntry("heapBytes", -1L).doesNotContainValue(Double.NaN);
  }

  @Test
  void meters_ofACacheThatHasGone_goWithIt() {
    made();
    new EntresolMeters(manager).bindTo(registry);
    assertThat(puts()).isZero();

    manager.destroyCache("books");

    assertThat(caches()).isZero();
    assertThat(registry.find("cache.puts").meters()).isEmpty();
    assertThat(registry.find("entresol.cache.get.mean").meters()).isEmpty();
  }

  @Test
  void meters_ofAManagerThatIsClosed_goWithIt() {
    made();
    new EntresolMeters(manager).bindTo(registry);

    manager.close();

    assertThat(caches()).isZero();
    assertThat(registry.find("cache.puts").meters()).isEmpty();
  }
}
