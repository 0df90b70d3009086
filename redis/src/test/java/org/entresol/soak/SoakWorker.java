package org.entresol.soak;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.processor.MutableEntry;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.durability.Mishaps;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.redis.FewConnections;
import org.entresol.soak.Event.Kind;

/**
 * One process of a {@link SoakRun}: it writes, reads and counts on two servers until it is told to
 * be `still`; `last` notes what is found then, and `stop` ends it.
 */
final class SoakWorker {
  static final String NAMESPACE = "soak";
  static final int NODES = 3;
  static final int KEYS = 300;
  static final int SOURCED_KEYS = 60;
  static final int COUNTERS = 10;

  /** Values that the server may evict when its policy is volatile, on the server that keeps all. */
  static final String KEPT = "kept";

  /** Values on the server that forgets. */
  static final String LOOSE = "loose";

  static final String BEHIND = "behind";
  static final String COUNTS = "counts";

  /** How long what nobody writes any more stays in a cache that expires. */
  private static final Duration LIFE = new Duration(TimeUnit.SECONDS, 20);

  /** So short that loads and writes of a key meet. */
  private static final Duration SHORT_LIFE = new Duration(TimeUnit.MILLISECONDS, 300);

  private static final int MISHAPS = 5;
  private static final long PULSE = 20;
  private static final long STANDSTILL = 150;
  private static final long END_OF_THREADS = 10_000;

  private final Task task;
  private final EventLog log;
  private final Cache<String, Long> counts;
  private final Cache<String, Long> behind;
  private final List<Traffic> traffics = new ArrayList<>();
  private volatile boolean writing = true;
  private volatile boolean reading = true;

  /**
   * What a process is to do.
   *
   * @param kept the address of the server that keeps all
   * @param loose the address of the one that forgets
   * @param life how often the process was started before
   */
  record Task(int node, int life, long seed, String stack, String kept, String loose, String dir) {
    static Task of(String[] words) {
      return new Task(
          Integer.parseInt(words[0]),
          Integer.parseInt(words[1]),
          Long.parseLong(words[2]),
          words[3],
          words[4],
          words[5],
          words[6]);
    }

    String[] words() {
      return new String[] {"" + node, "" + life, "" + seed, stack, kept, loose, dir};
    }

    Path log() {
      return Path.of(dir, "events-%d-%d.log".formatted(node, life));
    }

    private Random random(int thread) {
      return new Random(((seed * 31 + node) * 31 + life) * 31 + thread);
    }
  }

  private SoakWorker(CachingProvider provider, Task task) {
    this.task = task;
    log = EventLog.open(task.log());
    CacheManager keeping = manager(provider, task.kept(), KEPT, task.stack());
    CacheManager forgetting = manager(provider, task.loose(), LOOSE, task.stack());
    Mishaps mishaps = new Mishaps(task.seed() + task.node(), MISHAPS);
    Source source = new Source(Path.of(task.dir()), SOURCED_KEYS, mishaps);
    counts = keeping.createCache(COUNTS, longs().build());
    behind =
        keeping.createCache(
            BEHIND,
            longs()
                .expiry(CreatedExpiryPolicy.factoryOf(SHORT_LIFE))
                .loader(() -> source)
                .readThrough(true)
                .writer(() -> source)
                .writeThrough(true)
                .build());
    Cache<String, Long> kept =
        keeping.createCache(KEPT, longs().expiry(CreatedExpiryPolicy.factoryOf(LIFE)).build());
    traffics.add(traffic(kept, KEYS, false));
    traffics.add(traffic(forgetting.createCache(LOOSE, longs().build()), KEYS, false));
    traffics.add(traffic(behind, SOURCED_KEYS, true));
  }

  private Traffic traffic(Cache<String, Long> cache, int keys, boolean sourced) {
    return new Traffic(
        cache,
        new Traffic.Names(cache.getName(), keys, task.node(), NODES, sourced),
        log,
        task.random(traffics.size()),
        task.life());
  }

  static EntresolConfiguration.Builder<String, Long> longs() {
    return EntresolConfiguration.builder(String.class, Long.class);
  }

  /**
   * A manager whose leases end soon, but for that of the writer, which is longer than any pause.
   */
  static CacheManager manager(CachingProvider provider, String address, String name, String stack) {
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", NAMESPACE);
    properties.setProperty("entresol.command-timeout", "1s");
    properties.setProperty("entresol.defaults.stack", stack);
    properties.setProperty("entresol.defaults.partitions", "4");
    properties.setProperty("entresol.defaults.hold.lease", "1s");
    if (stack.startsWith("heap")) {
      properties.setProperty("entresol.defaults.heap.max-staleness", "5s");
    }
    String sourced = "entresol.caches." + BEHIND;
    properties.setProperty(sourced + ".load.lease", "1s");
    properties.setProperty(sourced + ".write.mode", "behind");
    properties.setProperty(sourced + ".write.delay", "100ms");
    properties.setProperty(sourced + ".write.batch", "20");
    properties.setProperty(sourced + ".write.backoff", "20ms");
    properties.setProperty(sourced + ".write.lease", "6s");
    properties.setProperty(sourced + ".write.flush-timeout", "1m");
    return FewConnections.manager(provider, address, name, properties);
  }

  /** Its arguments are those of its {@link Task}. */
  public static void main(String[] words) throws Exception {
    try (CachingProvider provider = new EntresolCachingProvider();
        Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8)) {
      SoakWorker worker = new SoakWorker(provider, Task.of(words));
      List<Thread> threads = worker.start();
      System.out.println("ready");
      await(orders, "still");
      worker.writing = false;
      await(orders, "quiet");
      worker.reading = false;
      for (Thread thread : threads) {
        thread.join();
      }
      worker.behind.unwrap(EntresolCache.class).flush();
      worker.traffics.forEach(Traffic::note);
      worker.traffics.forEach(Traffic::noteLast);
      System.out.println("last");
      await(orders, "stop");
    }
    System.out.println("threads left:" + threadsLeft());
  }

  /** The names of this node's threads when they have had the time to end. */
  private static String threadsLeft() throws InterruptedException {
    long latest = System.currentTimeMillis() + END_OF_THREADS;
    String left = ownThreads();
    while (!left.isEmpty() && System.currentTimeMillis() < latest) {
      TimeUnit.MILLISECONDS.sleep(PULSE);
      left = ownThreads();
    }
    return left;
  }

  private static String ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && thread.getName().matches("(entresol|redisson)-.*"))
        .map(thread -> " " + thread.getName())
        .collect(Collectors.joining());
  }

  private static void await(Scanner orders, String order) {
    while (orders.hasNextLine()) {
      if (orders.nextLine().equals(order)) {
        return;
      }
    }
  }

  private List<Thread> start() {
    List<Thread> threads = new ArrayList<>();
    for (Traffic traffic : traffics) {
      // Where there is a source, keys have the time to be written to it, to expire and to be
      // loaded.
      int pause = traffic.isSourced() ? 15 : 4;
      threads.add(start("writer", () -> whileWriting(traffic::write, pause)));
    }
    Random random = task.random(traffics.size());
    threads.add(start("counter", () -> whileWriting(() -> count(random), 4)));
    threads.add(start("reader", this::read));
    threads.add(start("reader", this::read));
    threads.add(start("pulse", this::feelPulse));
    return threads;
  }

  private static Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setUncaughtExceptionHandler(
        (t, e) -> {
          e.printStackTrace();
          System.out.println(name + " ended by " + e);
          Runtime.getRuntime().halt(1);
        });
    thread.start();
    return thread;
  }

  private void whileWriting(Runnable body, int pause) {
    while (writing) {
      body.run();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
    }
  }

  private void read() {
    while (reading) {
      traffics.get(ThreadLocalRandom.current().nextInt(traffics.size())).read();
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
    }
  }

  private void count(Random random) {
    int key = random.nextInt(COUNTERS);
    log.add(Kind.COUNT, COUNTS, key, 0);
    try {
      log.add(Kind.COUNTED, COUNTS, key, counts.invoke(Traffic.key(key), SoakWorker::increment));
    } catch (CacheException e) {
      boolean refused = Traffic.isRefusal(e);
      log.add(refused ? Kind.REFUSED : Kind.UNKNOWN, COUNTS, key, 0);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static long increment(MutableEntry<String, Long> entry, Object... arguments) {
    long after = entry.exists() ? entry.getValue() + 1 : 1;
    entry.setValue(after);
    return after;
  }

  /** Notes what was read, and when nothing was done. */
  private void feelPulse() {
    long last = System.currentTimeMillis();
    for (int beat = 1; reading; beat++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PULSE));
      long now = System.currentTimeMillis();
      if (now - last > STANDSTILL) {
        log.add(new Event(now, Kind.STOOD, "-", 0, now - last).line());
      }
      last = now;
      if (beat % 10 == 0) {
        traffics.forEach(Traffic::note);
      }
    }
  }
}
