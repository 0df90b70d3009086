package org.entresol.coherence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServer;
import org.jspecify.annotations.Nullable;

/**
 * A run of several JVMs that write and read the same keys, while their subscriptions are cut, their
 * announcements get lost and the server is killed and started again with all that it had answered.
 *
 * <p>As a program it takes its size from the system properties `entresol.coherence.seconds` and
 * `entresol.coherence.jvms`.
 */
final class CoherenceRun {
  static final String MAX_STALENESS = "5s";

  /** Two repair ticks, and a second for the rest. */
  private static final long BOUND = 3_000;

  /** The time of max-staleness, of the call that finds out, of a tick, and the bound. */
  private static final long BOUND_IN_OUTAGE = 5_000 + 3_000 + 1_000 + BOUND;

  /** How long nodes may take to subscribe again. */
  private static final long RECONNECT = 10_000;

  /** How long the last announcements are lost, behind which no others come. */
  private static final long LAST_WRITES = 300;

  private static final Duration START = Duration.ofMinutes(2);

  private final int jvms;
  private final Duration length;
  private final List<ChaosProxy> proxies = new ArrayList<>();
  private final List<JvmProcess> workers = new ArrayList<>();

  CoherenceRun(int jvms, Duration length) {
    this.jvms = jvms;
    this.length = length;
  }

  /** Prints the verdict, and fails when something was promised and not kept. */
  public static void main(String[] arguments) throws Exception {
    Verdict verdict =
        new CoherenceRun(
                Integer.getInteger("entresol.coherence.jvms", 4),
                Duration.ofSeconds(Integer.getInteger("entresol.coherence.seconds", 60)))
            .run();
    System.out.println("coherence: " + verdict);
    verdict.complaints().stream().limit(20).forEach(System.out::println);
    System.exit(verdict.complaints().isEmpty() ? 0 : 1);
  }

  /** Runs, and judges what came of it. */
  Verdict run() throws IOException {
    Path folder = Files.createTempDirectory("coherence-");
    // A process that is killed loses nothing that it gave to the system, which is all it answered.
    try (RedisServer server = RedisServer.start("appendonly yes", "appendfsync no")) {
      IntStream.range(0, jvms).forEach(i -> startWorker(i, server, folder));
      tellEach(worker -> worker.send("go"));
      Verdict.Outage outage = disturb(server);
      proxies.forEach(proxy -> proxy.swallowPublished(true));
      pause(LAST_WRITES);
      tellEach(worker -> worker.send("still"));
      awaitEach("still");
      proxies.forEach(proxy -> proxy.swallowPublished(false));
      // Whatever is stale now and stays so is found by the reads that go on.
      pause(BOUND + 1_000);
      tellEach(worker -> worker.send("stop"));
      awaitEach("done");
      List<Diary> diaries =
          IntStream.range(0, jvms).mapToObj(i -> Diary.load(diary(folder, i))).toList();
      return Verdict.of(diaries, outage, BOUND, BOUND_IN_OUTAGE, total(server));
    } finally {
      workers.forEach(JvmProcess::close);
      proxies.forEach(ChaosProxy::close);
      for (int i = 0; i < jvms; i++) {
        Files.deleteIfExists(diary(folder, i));
      }
      Files.delete(folder);
    }
  }

  private static Path diary(Path folder, int worker) {
    return folder.resolve("diary-" + worker + ".txt");
  }

  private void startWorker(int number, RedisServer server, Path folder) {
    ChaosProxy proxy = ChaosProxy.before(server);
    proxies.add(proxy);
    workers.add(
        JvmProcess.start(
            List.of("-Xmx256m"),
            CoherenceWorker.class,
            proxy.address(),
            "" + number,
            "" + jvms,
            diary(folder, number).toString()));
    // One after the other: a machine that starts all at once lets them wait for too long.
    workers.get(number).awaitLine("ready"::equals, START);
  }

  private void tellEach(Consumer<JvmProcess> order) {
    workers.forEach(order);
  }

  private void awaitEach(String line) {
    workers.forEach(worker -> worker.awaitLine(line::equals, START));
  }

  /** Breaks something every half second or so, and the server once. */
  private Verdict.Outage disturb(RedisServer server) {
    long begin = System.nanoTime();
    Verdict.@Nullable Outage outage = null;
    while (System.nanoTime() - begin < length.toNanos()) {
      if (outage == null && System.nanoTime() - begin > length.toNanos() / 3) {
        outage = restart(server);
      }
      disturb(proxies.get(ThreadLocalRandom.current().nextInt(jvms)));
    }
    return (outage == null) ? new Verdict.Outage(0, 0) : outage;
  }

  private Verdict.Outage restart(RedisServer server) {
    long killed = System.currentTimeMillis();
    server.restart();
    long latest = System.currentTimeMillis() + RECONNECT;
    while (System.currentTimeMillis() < latest
        && proxies.stream().anyMatch(proxy -> proxy.subscribers() == 0)) {
      pause(50);
    }
    return new Verdict.Outage(killed, System.currentTimeMillis() + BOUND);
  }

  private static void disturb(ChaosProxy proxy) {
    if (ThreadLocalRandom.current().nextBoolean()) {
      proxy.cutSubscribers();
    } else {
      proxy.swallowPublished(true);
      pause(ThreadLocalRandom.current().nextLong(300));
      proxy.swallowPublished(false);
    }
    pause(ThreadLocalRandom.current().nextLong(200, 800));
  }

  /** Lets a while pass in which the workers do their work. */
  private static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static long total(RedisServer server) {
    try (Node node = Node.start(Node.single(server.address()))) {
      return IntStream.range(0, CoherenceWorker.COUNTERS)
          .mapToObj(i -> String.valueOf(node.cache().get(CoherenceWorker.counter(i))))
          .mapToLong(value -> value.equals("null") ? 0 : Long.parseLong(value))
          .sum();
    }
  }
}
