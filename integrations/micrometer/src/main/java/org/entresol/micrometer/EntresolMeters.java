package org.entresol.spring.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolStatisticsMXBean;

/**
 * The figures of all caches of a manager, for Micrometer.
 *
 * <p>Caches come as long as the application runs: those that are new are found whenever the number
 * of caches is read, as each look at the registry does, and have their figures from the next look
 * on; the meters of those that have gone are removed in the same way. A cache whose figures are
 * read counts, so its statistics are switched on. Thread-safe.
 */
final class EntresolMeters implements MeterBinder {
  private final EntresolCacheManager manager;

  EntresolMeters(EntresolCacheManager manager) {
    this.manager = manager;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Bound bound = new Bound(manager, registry);
    bound.look();
    Gauge.builder("entresol.caches", bound::look)
        .description("Caches that are open")
        .register(registry);
    Gauge.builder("entresol.away", manager, all -> all.away().toMillis() / 1000.0)
        .baseUnit("seconds")
        .description("How long Redis has been away by now")
        .register(registry);
  }

  /** What one registry has of the caches. Thread-safe. */
  private static final class Bound {
    private final EntresolCacheManager manager;
    private final MeterRegistry registry;
    private final Map<String, Meters> meters = new HashMap<>();
    private final Lock looking = new ReentrantLock();

    Bound(EntresolCacheManager manager, MeterRegistry registry) {
      this.manager = manager;
      this.registry = registry;
    }

    /** Binds what has come, removes what has gone, and tells how many caches are open. */
    int look() {
      Set<String> names = names();
      // Who comes while another looks goes on without, as it may hold locks of the registry.
      if (looking.tryLock()) {
        try {
          remove(name -> !names.contains(name));
          names.forEach(this::update);
        } finally {
          looking.unlock();
        }
      }
      return names.size();
    }

    private Set<String> names() {
      Set<String> names = new HashSet<>();
      if (!manager.isClosed()) {
        manager.getCacheNames().forEach(names::add);
      }
      return names;
    }

    /** A cache that was destroyed and made again is another one, with figures of its own. */
    private void update(String name) {
      EntresolCache<?, ?> cache = manager.getCache(name);
      EntresolStatisticsMXBean bean =
          cache == null ? null : cache.unwrap(EntresolStatisticsMXBean.class);
      Meters there = meters.get(name);
      if (there != null && there.of != bean) {
        remove(name::equals);
      }
      if (cache != null && bean != null && !meters.containsKey(name)) {
        manager.enableStatistics(name, true);
        meters.put(name, new Meters(bean, bind(cache, bean)));
      }
    }

    private void remove(Predicate<String> gone) {
      for (String name : meters.keySet().stream().filter(gone).toList()) {
        Meters old = meters.remove(name);
        if (old != null) {
          old.all.forEach(registry::remove);
        }
      }
    }

    private List<Meter> bind(EntresolCache<?, ?> cache, EntresolStatisticsMXBean bean) {
      Tags tags =
          Tags.of("cache", cache.getName(), "name", cache.getName(), "cache.manager", "entresol");
      Stream<Figure> figures =
          EntresolEndpoint.isBehind(cache)
              ? Stream.concat(Figure.ALL.stream(), Figure.OF_QUEUES.stream())
              : Figure.ALL.stream();
      return figures.map(figure -> register(figure, bean, tags)).toList();
    }

    private Meter register(Figure figure, EntresolStatisticsMXBean bean, Tags of) {
      Figure.Meter meter = figure.meter();
      Tags tags = meter.result().isEmpty() ? of : of.and("result", meter.result());
      if (figure.grows()) {
        return FunctionCounter.builder(meter.name(), bean, from -> figure.read(from, Double.NaN))
            .tags(tags)
            .description(figure.words())
            .register(registry);
      }
      return Gauge.builder(meter.name(), bean, from -> figure.read(from, Double.NaN))
          .tags(tags)
          .baseUnit(meter.unit().isEmpty() ? null : meter.unit())
          .description(figure.words())
          .register(registry);
    }
  }

  /**
   * The meters of one cache.
   *
   * @param of reads its figures; the registry itself only holds it weakly
   * @param all what the registry has of it
   */
  private record Meters(EntresolStatisticsMXBean of, List<Meter> all) {}
}
