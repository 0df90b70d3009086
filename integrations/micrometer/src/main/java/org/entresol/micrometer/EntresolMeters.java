package org.entresol.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.micrometer.Figure.Beans;

/**
 * The figures of all caches of a manager, for Micrometer.
 *
 * <p>Caches come as long as the application runs: those that are new are found whenever the number
 * of caches is read, as each look at the registry does, and have their figures from the next look
 * on; the meters of those that have gone are removed in the same way. A cache whose figures are
 * read counts, so its statistics are switched on. Thread-safe.
 */
public final class EntresolMeters implements MeterBinder {
  private final EntresolCacheManager manager;

  /** The figures of a manager's caches; nothing is bound yet. */
  public EntresolMeters(EntresolCacheManager manager) {
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
      Beans beans = cache == null ? null : Beans.of(cache);
      Meters there = meters.get(name);
      if (there != null && !there.of.equals(beans)) {
        remove(name::equals);
      }
      if (cache != null && beans != null && !meters.containsKey(name)) {
        manager.enableStatistics(name, true);
        meters.put(name, new Meters(beans, bind(cache, beans)));
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

    private List<Meter> bind(EntresolCache<?, ?> cache, Beans beans) {
      Tags tags =
          Tags.of("cache", cache.getName(), "name", cache.getName(), "cache.manager", "entresol");
      List<Meter> all = new ArrayList<>();
      Figure.of(cache).forEach(figure -> all.add(register(figure, beans, tags)));
      Timing.of(cache).forEach(timing -> all.addAll(register(timing, beans, tags)));
      return all;
    }

    private Meter register(Figure figure, Beans beans, Tags of) {
      Figure.Meter meter = figure.meter();
      Tags tags = meter.tag().isEmpty() ? of : of.and(meter.tag(), meter.tagged());
      if (figure.grows()) {
        return FunctionCounter.builder(meter.name(), beans, figure::read)
            .tags(tags)
            .description(figure.words())
            .register(registry);
      }
      return Gauge.builder(meter.name(), beans, figure::read)
          .tags(tags)
          .baseUnit(meter.unit().isEmpty() ? null : meter.unit())
          .description(figure.words())
          .register(registry);
    }

    /** A timer, and how many were no longer than each bound, as histograms are asked for. */
    private List<Meter> register(Timing timing, Beans beans, Tags of) {
      List<Meter> all = new ArrayList<>();
      all.add(
          FunctionTimer.builder(
                  timing.meter(),
                  beans,
                  from -> timing.count().applyAsLong(from.tiers()),
                  from -> timing.millis().applyAsDouble(from.tiers()),
                  TimeUnit.MILLISECONDS)
              .tags(of)
              .description(timing.words())
              .register(registry));
      for (Double bound : timing.times().apply(beans.tiers()).keySet()) {
        all.add(
            FunctionCounter.builder(
                    timing.meter() + ".within", beans, from -> upTo(timing, from, bound))
                .tags(of.and("le", bound.isInfinite() ? "+Inf" : bound.toString()))
                .description(timing.words() + " that took no longer than so many seconds")
                .register(registry));
      }
      return all;
    }

    private static double upTo(Timing timing, Beans from, Double bound) {
      return timing.times().apply(from.tiers()).getOrDefault(bound, 0L);
    }
  }

  /**
   * The meters of one cache.
   *
   * @param of reads its figures; the registry itself only holds it weakly
   * @param all what the registry has of it
   */
  private record Meters(Beans of, List<Meter> all) {}
}
