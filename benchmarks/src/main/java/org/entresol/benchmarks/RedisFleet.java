package org.entresol.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import org.entresol.benchmarks.Curves.Curve;
import org.entresol.benchmarks.Curves.Point;
import org.entresol.testing.RedisCluster;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.entresol.testing.RespException;

/**
 * A program that prints what a change costs servers, by the number of nodes that hear of it, and
 * draws it. The nodes that only hear are connections that read and look at nothing. The servers are
 * its own: one for puts of a node of ours, and a cluster for bare announcements of the same length.
 */
public final class RedisFleet {
  private static final int ROUNDS = 7;
  private static final int MILLIS = 400;
  private static final int KEYS = 1_000;
  private static final int THREADS = 16;
  private static final String CHANNEL = RedisProviders.NEAR + ":announce";
  private static final String BARE = "bare:announce";

  /** About what is announced of one put. */
  private static final String MESSAGE = "w".repeat(60);

  private final int rounds;
  private final int millis;
  private final Map<String, List<Point>> curves = new LinkedHashMap<>();
  private final StringBuilder table =
      new StringBuilder(
          """
          | | nodes | µs of servers for a change | bytes out | messages on the bus |
          | --- | ---: | ---: | ---: | ---: |
          """);

  private final StringBuilder idle =
      new StringBuilder(
          """
          | nodes that hear | µs of the server, a second, for a node that does nothing | bytes out |
          | ---: | ---: | ---: |
          """);

  private RedisFleet(int rounds, int millis) {
    this.rounds = rounds;
    this.millis = millis;
  }

  /**
   * Measures, prints, and draws.
   *
   * @param arguments where the picture goes, and how many nodes there are, if not 1, 10, 100 and
   *     1,000
   */
  public static void main(String... arguments) throws IOException {
    List<Integer> nodes =
        arguments.length == 1
            ? List.of(1, 10, 100, 1_000)
            : List.of(arguments).subList(1, arguments.length).stream()
                .map(Integer::valueOf)
                .toList();
    RedisFleet fleet = new RedisFleet(ROUNDS, MILLIS);
    fleet.measure(nodes);
    System.out.print(fleet.report());
    Path picture = Path.of(arguments[0]);
    Files.createDirectories(picture.toAbsolutePath().getParent());
    Files.writeString(picture, fleet.picture());
  }

  /** Returns a small run: the table, and the picture. */
  static List<String> small(List<Integer> nodes) {
    RedisFleet fleet = new RedisFleet(2, 50);
    fleet.measure(nodes);
    return List.of(fleet.report(), fleet.picture());
  }

  private void measure(List<Integer> nodes) {
    try (RedisServer server = RedisServer.start();
        RespClient resp = server.connect()) {
      onServer(server, resp, nodes);
    }
    idle(nodes);
    try (RedisCluster cluster = RedisCluster.start()) {
      onCluster(cluster, nodes);
    }
  }

  /** What is done again and again, and who hears of it. */
  private record Way(String label, int threads, IntConsumer step, Subscribing hearers) {}

  /** How so many more subscribe. */
  private interface Subscribing {
    Subscriptions of(int count);
  }

  // ---- puts on one server

  private void onServer(RedisServer server, RespClient resp, List<Integer> nodes) {
    try (RedisSubject<String> silent =
            RedisPeer.ENTRESOL_REDIS.open(server.address(), Payload.STRING, Expiry.ETERNAL);
        RedisSubject<String> announcing =
            RedisPeer.ENTRESOL_NEAR.open(server.address(), Payload.STRING, Expiry.ETERNAL)) {
      Subscribing hearers =
          count -> Subscriptions.of("SUBSCRIBE", CHANNEL, count, List.of(server.port()));
      measure(
          List.of(resp),
          nodes,
          List.of(
              new Way("put on `redis`, which is not announced", 1, put(silent), hearers),
              new Way("put, 1 thread", 1, put(announcing), hearers),
              new Way("put, " + THREADS + " threads", THREADS, put(announcing), hearers)));
    }
  }

  private static IntConsumer put(RedisSubject<String> subject) {
    return step -> {
      String unused = subject.put("customer:" + step % KEYS, "a value of some length, as most are");
    };
  }

  /** What a node costs a second that does nothing, with one cache. */
  private void idle(List<Integer> nodes) {
    for (int count : nodes) {
      try (RedisServer server = RedisServer.start();
          RespClient resp = server.connect();
          Subscriptions hearing =
              Subscriptions.of("SUBSCRIBE", CHANNEL, count, List.of(server.port()))) {
        int length = 5 * millis;
        Pauses.millis(length);
        ServerWork alone = during(List.of(resp), () -> Pauses.millis(length));
        try (RedisSubject<String> unused =
            RedisPeer.ENTRESOL_NEAR.open(server.address(), Payload.STRING, Expiry.ETERNAL)) {
          Pauses.millis(length);
          ServerWork work = during(List.of(resp), () -> Pauses.millis(length)).without(alone);
          idle.append(
              String.format(
                  Locale.ROOT,
                  "| %,d | %.0f | %.0f |%n",
                  count,
                  work.cpuMicros() * 1e3 / length,
                  work.bytesOut() * 1e3 / length));
        }
        hearing.requireAll();
      }
    }
  }

  // ---- bare announcements on a cluster

  private void onCluster(RedisCluster cluster, List<Integer> nodes) {
    List<RespClient> servers = cluster.nodes().stream().map(RedisServer::connect).toList();
    try {
      List<Integer> ports = cluster.masters().stream().map(RedisServer::port).toList();
      try (RespClient any = RespClient.connect(ports.get(0))) {
        Way publish =
            new Way(
                "`PUBLISH` on a cluster of 3 masters",
                1,
                publish(any, "PUBLISH"),
                count -> Subscriptions.of("SUBSCRIBE", BARE, count, ports));
        measure(servers, nodes, List.of(publish));
      }
      Integer owner = ports.stream().filter(RedisFleet::owns).findFirst().orElse(null);
      if (owner != null) {
        onShard(servers, owner, nodes);
      }
    } finally {
      servers.forEach(RespClient::close);
    }
  }

  private void onShard(List<RespClient> servers, int owner, List<Integer> nodes) {
    try (RespClient resp = RespClient.connect(owner)) {
      Way publish =
          new Way(
              "`SPUBLISH` there",
              1,
              publish(resp, "SPUBLISH"),
              count -> Subscriptions.of("SSUBSCRIBE", BARE, count, List.of(owner)));
      measure(servers, nodes, List.of(publish));
    }
  }

  private static IntConsumer publish(RespClient resp, String command) {
    return step -> {
      long unused = resp.number(command, BARE, MESSAGE);
    };
  }

  /** Whether a master has the slot of the channel; others refuse it, and all do before Redis 7. */
  private static boolean owns(int port) {
    try (RespClient resp = RespClient.connect(port)) {
      return resp.number("SPUBLISH", BARE, MESSAGE) >= 0;
    } catch (RespException e) {
      return false;
    }
  }

  // ---- both

  private void measure(List<RespClient> servers, List<Integer> nodes, List<Way> ways) {
    for (Way way : ways) {
      try (Turns turns = new Turns(way.threads(), 1)) {
        double unused = turns.turn(Turns.Side.of(way.step()), 0, 4 * millis);
      }
    }
    for (int count : nodes) {
      for (Way way : ways) {
        try (Subscriptions hearing = way.hearers().of(count)) {
          measure(servers, count, way);
          hearing.requireAll();
        }
      }
    }
  }

  /** Turns of work and turns of rest, whose cost is taken off: servers are never quite idle. */
  private void measure(List<RespClient> servers, int count, Way way) {
    LongAdder steps = new LongAdder();
    Turns.Side side =
        Turns.Side.of(
            step -> {
              way.step().accept(step);
              steps.increment();
            });
    List<ServerWork> works = new ArrayList<>();
    try (Turns turns = new Turns(way.threads(), 1)) {
      for (int round = 0; round < rounds; round++) {
        ServerWork rest = during(servers, () -> Pauses.millis(millis));
        ServerWork work =
            during(
                servers,
                () -> {
                  double unused = turns.turn(side, 0, millis);
                });
        works.add(work.without(rest).each((double) steps.sumThenReset()));
      }
    }
    double micros = middle(works, ServerWork::cpuMicros).median();
    curves
        .computeIfAbsent(way.label(), any -> new ArrayList<>())
        .add(new Point(count, Math.max(micros, 0.01)));
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %s | %s | %s |%n",
            way.label(),
            count,
            middle(works, ServerWork::cpuMicros),
            middle(works, ServerWork::bytesOut),
            middle(works, ServerWork::onBus)));
  }

  private static Spread middle(List<ServerWork> works, ToDoubleFunction<ServerWork> figure) {
    return Spread.of(works.stream().mapToDouble(figure).boxed().toList());
  }

  private static ServerWork during(List<RespClient> servers, Runnable task) {
    ServerWork before = ServerWork.of(servers);
    task.run();
    return ServerWork.of(servers).without(before);
  }

  // ---- what comes of it

  private String report() {
    StringBuilder text = new StringBuilder(table).append('\n').append(idle).append('\n');
    curves.forEach(
        (label, points) -> {
          if (points.size() > 1) {
            text.append(label).append(": ").append(law(points)).append('\n');
          }
        });
    return text.toString();
  }

  /** The straight line through what was measured, by least squares of relative errors. */
  private static String law(List<Point> points) {
    double weights = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (Point point : points) {
      double weight = 1 / (point.up() * point.up());
      weights += weight;
      x += weight * point.across();
      y += weight * point.up();
      xx += weight * point.across() * point.across();
      xy += weight * point.across() * point.up();
    }
    double slope = (weights * xy - x * y) / (weights * xx - x * x);
    double start = (y - slope * x) / weights;
    return String.format(Locale.ROOT, "%.1f µs + %.3f µs for each node", start, slope);
  }

  private String picture() {
    return new Curves(
            "What a change costs the servers, by the nodes that hear of it",
            "nodes",
            "µs of the processors of all servers",
            curves.entrySet().stream()
                .map(curve -> new Curve(curve.getKey().replace("`", ""), curve.getValue()))
                .toList())
        .svg();
  }
}
