package org.entresol.examples;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.entresol.EntresolConfiguration;
import org.entresol.LoadGuard;
import org.entresol.Stack;

/**
 * A hot entry that runs out again and again under many readers, and what its source has to bear:
 * without a guard, with one on each node, and with one on all nodes.
 *
 * <p>To be started twice, beside a Redis server. The two processes wait for each other, and each
 * tells what came of both together.
 */
public final class Stampede {

  private static final int PROCESSES = 2;
  private static final int READERS = 32;
  private static final Duration LIFE = new Duration(TimeUnit.MILLISECONDS, 200);
  private static final Duration FORGETTING = new Duration(TimeUnit.SECONDS, 10);
  private static final long LOAD_MILLIS = 50;
  private static final long PAUSE_MILLIS = 1;

  private final CacheManager manager;
  private final long millis;
  private final Cache<String, Long> board;

  private Stampede(CacheManager manager, long millis) {
    this.manager = manager;
    this.millis = millis;
    this.board =
        manager.createCache(
            "board",
            EntresolConfiguration.builder(String.class, Long.class)
                .stack(Stack.REDIS)
                .expiry(TouchedExpiryPolicy.factoryOf(FORGETTING)) // if a run breaks off
                .build());
  }

  /**
   * Runs the example.
   *
   * @param arguments the address of Redis if it is another one than {@code redis://127.0.0.1:6379},
   *     and the milliseconds for each guard if they are not 5,000
   */
  public static void main(String[] arguments) throws InterruptedException {
    String address = arguments.length > 0 ? arguments[0] : "redis://127.0.0.1:6379";
    long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 5_000;
    try (CacheManager manager =
        Caching.getCachingProvider().getCacheManager(URI.create(address), null)) {
      System.out.println("Waiting for the other process");
      Stampede stampede = new Stampede(manager, millis);
      for (LoadGuard guard : LoadGuard.values()) {
        System.out.println(stampede.run(guard));
      }
      stampede.part();
    }
  }

  /** Reads under one guard, and returns what it came to. */
  private String run(LoadGuard guard) throws InterruptedException {
    LongAdder loads = new LongAdder();
    Cache<String, String> cache = open(guard, () -> new SlowSource(loads));
    meet("start of " + guard);
    long reads = readForAWhile(cache);
    add("loads under " + guard, loads.sum());
    add("reads under " + guard, reads);
    meet("end of " + guard);
    return String.format(
        Locale.ROOT,
        "guard %-8s%8.1f loads/s%,10.0f reads/s",
        guard.configName(),
        perSecond("loads under " + guard),
        perSecond("reads under " + guard));
  }

  private Cache<String, String> open(LoadGuard guard, Factory<CacheLoader<String, String>> source) {
    // tag::stampede[]
    return manager.createCache(
        "prices-" + guard.configName(),
        EntresolConfiguration.builder(String.class, String.class)
            .expiry(CreatedExpiryPolicy.factoryOf(LIFE))
            .readThrough(true)
            .loader(source)
            .load(load -> load.guard(guard)) // none, node, or cluster, which is the default
            .build());
    // end::stampede[]
  }

  /** All threads read one key; returns how often. */
  private long readForAWhile(Cache<String, String> cache) throws InterruptedException {
    LongAdder reads = new LongAdder();
    long start = System.nanoTime();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      readers.add(
          new Thread(
              () -> {
                while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis)) {
                  if (cache.get("tea") != null) {
                    reads.increment();
                  }
                  pause(PAUSE_MILLIS);
                }
              }));
    }
    readers.forEach(Thread::start);
    for (Thread reader : readers) {
      reader.join();
    }
    return reads.sum();
  }

  // ---- what the two processes tell each other

  /** Waits until both processes are here, and returns which one this was to come. */
  private long meet(String place) {
    long arrival = add(place, 1);
    while (number(place) < PROCESSES) {
      pause(PAUSE_MILLIS);
    }
    return arrival;
  }

  /** Wipes the board for the next run; nobody else reads it any more. */
  private void part() {
    if (meet("end of all") < PROCESSES) {
      board.clear();
    }
  }

  private long add(String name, long amount) {
    return board.invoke(
        name,
        (entry, arguments) -> {
          Long before = entry.getValue();
          long after = (before == null) ? amount : before + amount;
          entry.setValue(after);
          return after;
        });
  }

  private long number(String name) {
    Long number = board.get(name);
    return (number == null) ? 0 : number;
  }

  private double perSecond(String name) {
    return number(name) * 1_000.0 / millis;
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * A database query that takes its time.
   *
   * @param loads counts the queries
   */
  private record SlowSource(LongAdder loads) implements CacheLoader<String, String> {

    @Override
    public String load(String key) {
      loads.increment();
      pause(LOAD_MILLIS);
      return "the price of " + key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }
}
