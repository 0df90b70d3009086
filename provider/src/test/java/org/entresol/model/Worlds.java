package org.entresol.model;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.ObjectName;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TagExtractor;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.store.Entry;
import org.entresol.time.FakeClock;

/** The making of the two worlds. */
final class Worlds {

  private static final TagExtractor<Integer, Box> BY_NUMBER =
      (key, box) -> List.of(Setup.tagOf(box.number));

  private static final AtomicInteger NAMES = new AtomicInteger();

  private Worlds() {}

  /** A world around the reference cache. */
  static World reference(Setup setup) {
    FakeClock clock = new FakeClock();
    Source source = new Source(clock, setup.scale());
    EventLog events = new EventLog();
    ExpiryPolicy policy = setup.newPolicy();
    ReferenceEntries entries =
        new ReferenceEntries(clock, policy, events, setup.oldValues(), setup.tagged());
    ReferenceCache cache = new ReferenceCache(setup, source, entries);
    return new World(
        setup,
        cache,
        clock,
        source,
        policy,
        events,
        () -> cache.tally().toString(),
        entries::content,
        entries::isOptional,
        new EventLog());
  }

  /** A world around a cache of Entresol's on the heap. */
  static World heap(Setup setup) {
    FakeClock clock = new FakeClock();
    CacheManager manager = new EntresolCachingProvider(clock).getCacheManager();
    return world(
        setup,
        clock,
        builder -> manager.createCache(newName(), builder.stack(Stack.HEAP).build()),
        cache -> content(cache, clock),
        event -> false);
  }

  /**
   * A world around a cache of Entresol's over a tier. What expires there goes by itself, so
   * listeners need not hear of it.
   */
  static World tiered(Stack stack, Setup setup, Function<FakeClock, TierLab> labs) {
    FakeClock clock = new FakeClock();
    TierLab lab = labs.apply(clock);
    String name = newName();
    return world(
        setup.storing(true),
        clock,
        builder -> lab.manager().createCache(name, builder.stack(stack).build()),
        cache -> {
          lab.tick();
          return content(cache, lab, name);
        },
        Event::isExpiry);
  }

  private static String newName() {
    return "model-" + NAMES.incrementAndGet();
  }

  private static World world(
      Setup setup,
      FakeClock clock,
      Function<EntresolConfiguration.Builder<Integer, Box>, Cache<Integer, Box>> opening,
      Function<Cache<Integer, Box>, Map<Integer, String>> content,
      Predicate<Event> optional) {
    Source source = new Source(clock, setup.scale());
    EventLog events = new EventLog();
    EventLog late = new EventLog();
    ExpiryPolicy policy = setup.newPolicy();
    EntresolConfiguration.Builder<Integer, Box> builder =
        EntresolConfiguration.builder(Integer.class, Box.class)
            .storeByValue(setup.byValue())
            .statistics(true)
            .expiry(() -> policy);
    if (setup.tagged()) {
      builder.tagsExtractor(() -> BY_NUMBER);
    }
    if (setup.listeners() != Setup.Listeners.NONE) {
      builder.listener(listener(events, setup, true));
    }
    if (setup.listeners() == Setup.Listeners.BOTH) {
      builder.listener(listener(late, setup, false));
    }
    if (setup.loader()) {
      builder.loader(() -> source).readThrough(setup.readThrough());
    }
    if (setup.writer()) {
      builder.writer(() -> source).writeThrough(true);
    }
    Cache<Integer, Box> cache = opening.apply(builder);
    CacheStatisticsMXBean statistics = statistics(cache);
    return new World(
        setup,
        cache,
        clock,
        source,
        policy,
        events,
        () -> text(statistics),
        () -> content.apply(cache),
        optional,
        late);
  }

  private static MutableCacheEntryListenerConfiguration<Integer, Box> listener(
      EventLog log, Setup setup, boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<>(
        () -> log, null, setup.oldValues(), synchronous);
  }

  private static CacheStatisticsMXBean statistics(Cache<?, ?> cache) {
    try {
      ObjectName pattern =
          new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cache.getName() + ",*");
      ObjectName name =
          ManagementFactory.getPlatformMBeanServer().queryNames(pattern, null).iterator().next();
      return JMX.newMXBeanProxy(
          ManagementFactory.getPlatformMBeanServer(), name, CacheStatisticsMXBean.class);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(CacheStatisticsMXBean bean) {
    return Tally.text(
        bean.getCacheHits(), bean.getCacheMisses(), bean.getCachePuts(), bean.getCacheRemovals());
  }

  /** Looks below the cache, so that nothing is counted as an access. */
  private static Map<Integer, String> content(Cache<?, ?> cache, FakeClock clock) {
    Map<Integer, String> content = new TreeMap<>();
    com.github.benmanes.caffeine.cache.Cache<?, ?> below =
        requireNonNull(cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class));
    below
        .asMap()
        .forEach(
            (key, value) -> {
              if (key instanceof Integer number
                  && value instanceof Entry<?> entry
                  && !entry.isExpiredAt(clock.nanos())
                  && isInForce(cache, number)) {
                content.put(number, entry.value() + " until " + entry.expires());
              } else if (key instanceof Integer number && value instanceof Box bare) {
                content.put(number, bare + " until " + Entry.ETERNAL);
              }
            });
    return content;
  }

  /** Whether an entry that lies there was not recalled; it is no access to ask. */
  @SuppressWarnings("unchecked")
  private static boolean isInForce(Cache<?, ?> cache, Integer key) {
    return ((EntresolCache<Integer, ?>) cache).getFresh(key) != null;
  }

  /** Looks into the tier, past the cache. */
  private static Map<Integer, String> content(Cache<Integer, Box> cache, TierLab lab, String name) {
    Map<Integer, String> content = new TreeMap<>();
    for (int key = 0; key < Program.KEYS; key++) {
      Long ends = lab.ends(name, TierLab.bytes(key));
      Box value = ((EntresolCache<Integer, Box>) cache).getFresh(key);
      if (ends != null && value != null) {
        content.put(key, value + " until " + ends);
      }
    }
    return content;
  }
}
