package org.entresol.coherence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.EntresolTiersMXBean;
import org.entresol.redis.FewConnections;

/**
 * One node of a {@link CoherenceRun}, in a JVM of its own: it writes the keys that are its own,
 * reads all, and counts up what all nodes share. `still` ends the writing, `stop` the rest.
 */
final class CoherenceWorker {
  static final int KEYS = 1000;
  static final int COUNTERS = 10;
  private static final int READERS = 2;
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PULSE = 10;

  private final Cache<String, String> cache;
  private final int id;
  private final int nodes;
  private final Map<Integer, NavigableMap<Integer, Long>> written = new TreeMap<>();
  private final List<Map<Integer, NavigableMap<Integer, Long>>> seen = new ArrayList<>();
  private final AtomicLong increments = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong hiccup = new AtomicLong();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  /** The newest number that a finished read of this node has found, by key. */
  private final AtomicIntegerArray newest = new AtomicIntegerArray(KEYS);

  private volatile boolean writing = true;
  private volatile boolean reading = true;

  private CoherenceWorker(Cache<String, String> cache, int id, int nodes) {
    this.cache = cache;
    this.id = id;
    this.nodes = nodes;
  }

  /** Its arguments: the address, its number, the number of all nodes, and the file of its diary. */
  public static void main(String[] arguments) throws Exception {
    int id = Integer.parseInt(arguments[1]);
    try (Node node =
        Node.start(
            FewConnections.single(arguments[0]),
            "defaults.heap.max-staleness",
            CoherenceRun.MAX_STALENESS,
            "defaults.audit.sample",
            "100/s")) {
      CoherenceWorker worker =
          new CoherenceWorker(node.cache(), id, Integer.parseInt(arguments[2]));
      System.out.println("ready");
      worker.run(Path.of(arguments[3]));
      System.out.println("done");
    }
  }

  static String key(int number) {
    return "k" + number;
  }

  static String counter(int number) {
    return "n" + number;
  }

  private void run(Path diary) throws Exception {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    await(orders, "go");
    List<Thread> writers = List.of(start("writer", this::write), start("counter", this::count));
    List<Thread> others = new ArrayList<>(List.of(start("pulse", this::feelPulse)));
    for (int i = 0; i < READERS; i++) {
      Map<Integer, NavigableMap<Integer, Long>> mine = new TreeMap<>();
      seen.add(mine);
      others.add(start("reader", () -> read(mine)));
    }
    await(orders, "still");
    writing = false;
    join(writers);
    System.out.println("still");
    await(orders, "stop");
    reading = false;
    join(others);
    audited();
    diary().save(diary);
  }

  /** What the audit has found beside the diaries. */
  private void audited() {
    EntresolTiersMXBean figures = cache.unwrap(EntresolTiersMXBean.class);
    if (figures.getCoherenceViolations() > 0) {
      complaints.add(
          "the audit has found %d copies that were too old, by up to %d ms"
              .formatted(figures.getCoherenceViolations(), figures.getGreatestStalenessMillis()));
    }
    if (figures.getAuditedCopies() == 0) {
      complaints.add("the audit has seen no copy");
    }
  }

  private static void await(BufferedReader orders, String order) throws IOException {
    String line = orders.readLine();
    while (line != null && !line.equals(order)) {
      line = orders.readLine();
    }
  }

  private Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setUncaughtExceptionHandler((t, e) -> complaints.add(name + " ended by " + e));
    thread.start();
    return thread;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private Diary diary() {
    Map<Integer, NavigableMap<Integer, Long>> all = new TreeMap<>();
    seen.forEach(
        mine ->
            mine.forEach(
                (key, numbers) ->
                    numbers.forEach((number, at) -> Diary.note(all, key, number, at))));
    return new Diary(
        written, all, increments.get(), unknown.get(), hiccup.get(), List.copyOf(complaints));
  }

  // ---- what goes on

  private void write() {
    int[] last = new int[KEYS];
    while (writing) {
      int key = ThreadLocalRandom.current().nextInt(KEYS / nodes) * nodes + id;
      last[key]++;
      try {
        cache.put(key(key), String.valueOf(last[key]));
        Diary.note(written, key, last[key], System.currentTimeMillis());
      } catch (CacheException e) {
        // It may have been written or not, and never again: its number is used up.
      }
      LockSupport.parkNanos(PACE);
    }
  }

  private void count() {
    while (writing) {
      String key = counter(ThreadLocalRandom.current().nextInt(COUNTERS));
      try {
        cache.invoke(
            key,
            (entry, arguments) -> {
              int before = entry.exists() ? Integer.parseInt(entry.getValue()) : 0;
              entry.setValue(String.valueOf(before + 1));
              return before;
            });
        increments.incrementAndGet();
      } catch (CacheException e) {
        unknown.incrementAndGet();
      }
      LockSupport.parkNanos(PACE);
    }
  }

  private void read(Map<Integer, NavigableMap<Integer, Long>> mine) {
    while (reading) {
      int key = ThreadLocalRandom.current().nextInt(KEYS);
      int atLeast = newest.get(key);
      long begin = System.currentTimeMillis();
      try {
        String value = cache.get(key(key));
        int number = (value == null) ? 0 : Integer.parseInt(value);
        if (number < atLeast) {
          complaints.add("%d of key %d was read after %d".formatted(number, key, atLeast));
        }
        newest.accumulateAndGet(key, number, Math::max);
        Diary.note(mine, key, number, begin);
      } catch (CacheException e) {
        LockSupport.parkNanos(PACE);
      }
    }
  }

  /** Notes for how long a thread that had something to do did nothing. */
  private void feelPulse() {
    while (reading) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PULSE));
      long late = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) - PULSE;
      hiccup.accumulateAndGet(late, Math::max);
    }
  }
}
