package org.entresol.spring.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolStatisticsMXBean;

/**
 * The figures of all caches of a manager, for Micrometer.
 *
 * <p>Caches come as long as the application runs: those that are new are found whenever the number
 * of caches is read, as each look at the registry does, and have their figures from the next look
 * on. A cache whose figures are read counts, so its statistics are switched on. Thread-safe.
 */
final class EntresolMeters implements MeterBinder {
  private final EntresolCacheManager manager;

  EntresolMeters(EntresolCacheManager manager) {
    this.manager = manager;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Set<String> bound = ConcurrentHashMap.newKeySet();
    bindNew(registry, bound);
    Gauge.builder("entresol.caches", () -> bindNew(registry, bound))
        .description("Caches that are open")
        .register(registry);
    Gauge.builder("entresol.away", manager, all -> all.away().toMillis() / 1000.0)
        .baseUnit("seconds")
        .description("How long Redis has been away by now")
        .register(registry);
  }

  private int bindNew(MeterRegistry registry, Set<String> bound) {
    if (manager.isClosed()) {
      return 0;
    }
    int open = 0;
    for (String name : manager.getCacheNames()) {
      open++;
      EntresolCache<?, ?> cache = bound.contains(name) ? null : manager.getCache(name);
      if (cache != null && bound.add(name)) {
        manager.enableStatistics(name, true);
        bind(registry, cache);
      }
    }
    return open;
  }

  private void bind(MeterRegistry registry, EntresolCache<?, ?> cache) {
    EntresolStatisticsMXBean bean = cache.unwrap(EntresolStatisticsMXBean.class);
    Tags tags =
        Tags.of("cache", cache.getName(), "name", cache.getName(), "cache.manager", "entresol");
    Figure.ALL.forEach(figure -> register(registry, figure, bean, tags));
    if (EntresolEndpoint.isBehind(cache)) {
      Figure.OF_QUEUES.forEach(figure -> register(registry, figure, bean, tags));
    }
  }

  private static void register(
      MeterRegistry registry, Figure figure, EntresolStatisticsMXBean bean, Tags of) {
    Figure.Meter meter = figure.meter();
    Tags tags = meter.result().isEmpty() ? of : of.and("result", meter.result());
    if (figure.grows()) {
      FunctionCounter.builder(meter.name(), bean, from -> figure.read(from, Double.NaN))
          .tags(tags)
          .description(figure.words())
          .register(registry);
    } else {
      Gauge.builder(meter.name(), bean, from -> figure.read(from, Double.NaN))
          .tags(tags)
          .baseUnit(meter.unit().isEmpty() ? null : meter.unit())
          .description(figure.words())
          .strongReference(true)
          .register(registry);
    }
  }
}
