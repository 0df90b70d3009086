package org.entresol.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RespClient;

/** What befalls a {@link Site}: one thing after the other, all of it by a seed. */
final class Mischief {
  /** Less than the shortest lease that must not end, that of who writes behind. */
  private static final int LONGEST_PAUSE = 2_500;

  /** How long nodes may take to find a server again that was away. */
  private static final int RECOVERY = 3_000;

  private static final int SHORTEST_CALM = 300;
  private static final int LONGEST_CALM = 3_500;
  private static final long RECONNECT = 10_000;
  private static final int MEGABYTE = 1 << 20;

  /** Two megabytes that may be evicted, beside some kilobytes of entries. */
  private static final String FILL =
      "for i = 1, 2000 do redis.call('SET', 'filler:' .. ARGV[1] .. i, string.rep('x', 1000),"
          + " 'PX', 20000) end";

  private static final String FORGET =
      "local n = 0 for _, k in ipairs(redis.call('KEYS', ARGV[1])) do"
          + " n = n + redis.call('DEL', k) end return n";

  private final Site site;
  private final Duration length;
  private final Random random;
  private final List<Trouble> troubles = new ArrayList<>();
  private final List<Deed> deck = new ArrayList<>();
  private int lives;
  private long evicted;

  /** Mischief for a run of that length. */
  Mischief(Site site, long seed, Duration length) {
    this.site = site;
    this.length = length;
    this.random = new Random(seed);
  }

  /** What may befall it. */
  private enum Deed {
    SERVER_STANDS_STILL,
    SERVER_RESTARTS,
    SERVER_IS_EMPTIED,
    BOOKKEEPING_IS_LOST,
    CLIENTS_ARE_KILLED,
    SUBSCRIBERS_ARE_KILLED,
    KEEPING_SERVER_EVICTS,
    FORGETTING_SERVER_EVICTS,
    PROCESS_STANDS_STILL,
    PROCESS_IS_KILLED,
    SUBSCRIPTION_IS_CUT,
    NEWS_ARE_LOST,
    NETWORK_STALLS,
    NETWORK_IS_CUT,
    REPLIES_ARE_LOST;

    /** Whose server it is about, where one was drawn. */
    int server(int drawn) {
      return switch (this) {
        case KEEPING_SERVER_EVICTS -> Site.KEEPING;
        case SERVER_IS_EMPTIED, BOOKKEEPING_IS_LOST, FORGETTING_SERVER_EVICTS -> Site.FORGETTING;
        case PROCESS_STANDS_STILL, PROCESS_IS_KILLED -> Trouble.ALL;
        default -> drawn;
      };
    }
  }

  /** Goes on for the length of the run; in a short one things follow more closely. */
  void goOn() {
    int longest = (int) Math.min(LONGEST_CALM, length.toMillis() / 8);
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      pause(SHORTEST_CALM + random.nextInt(longest));
      if (deck.isEmpty()) {
        shuffle();
      }
      // All that is drawn is drawn at once, so that times do not matter.
      Draw draw =
          new Draw(
              deck.remove(deck.size() - 1),
              random.nextInt(SoakWorker.NODES),
              random.nextInt(Site.SERVERS),
              200 + random.nextInt(LONGEST_PAUSE - 200),
              random.nextInt(3));
      perform(draw);
    }
  }

  /** All that may befall it once, the evictions first, so that a short run has them too. */
  private void shuffle() {
    deck.addAll(List.of(Deed.values()));
    Collections.shuffle(deck, random);
    List<Deed> first = List.of(Deed.KEEPING_SERVER_EVICTS, Deed.FORGETTING_SERVER_EVICTS);
    deck.removeAll(first);
    deck.addAll(first);
  }

  private record Draw(Deed deed, int node, int server, int length, int manner) {}

  /** What has been done. */
  List<Trouble> troubles() {
    return List.copyOf(troubles);
  }

  /** How many keys the servers have evicted, fillers included. */
  long evicted() {
    return evicted;
  }

  private void perform(Draw draw) {
    int server = draw.server();
    ChaosProxy network = site.network(draw.node(), server);
    switch (draw.deed()) {
      case SERVER_STANDS_STILL -> note(draw, true, Trouble.ALL, () -> pauseServer(draw));
      case SERVER_RESTARTS -> note(draw, true, Trouble.ALL, () -> restart(server));
      case SERVER_IS_EMPTIED -> note(draw, false, Trouble.ALL, () -> empty(draw.manner()));
      case BOOKKEEPING_IS_LOST -> note(draw, false, Trouble.ALL, () -> forget(draw.manner()));
      case CLIENTS_ARE_KILLED -> note(draw, true, Trouble.ALL, () -> killAll(server, "normal"));
      case SUBSCRIBERS_ARE_KILLED ->
          note(draw, false, Trouble.ALL, () -> killAll(server, "pubsub"));
      case KEEPING_SERVER_EVICTS, FORGETTING_SERVER_EVICTS ->
          note(draw, false, Trouble.ALL, () -> evict(draw));
      case PROCESS_STANDS_STILL -> note(draw, true, draw.node(), () -> pauseWorker(draw));
      case PROCESS_IS_KILLED ->
          note(draw, false, draw.node(), () -> site.restart(draw.node(), ++lives));
      case SUBSCRIPTION_IS_CUT -> note(draw, false, draw.node(), network::cutSubscribers);
      case NEWS_ARE_LOST ->
          note(draw, false, draw.node(), () -> during(draw.length(), network::swallowPublished));
      case NETWORK_STALLS ->
          note(draw, true, draw.node(), () -> during(draw.length(), network::stall));
      case NETWORK_IS_CUT -> note(draw, true, draw.node(), network::cut);
      case REPLIES_ARE_LOST -> note(draw, true, draw.node(), () -> loseReplies(network));
    }
  }

  private void note(Draw draw, boolean cutOff, int node, Runnable action) {
    long begin = System.currentTimeMillis();
    action.run();
    long end = System.currentTimeMillis() + (cutOff ? RECOVERY : 0);
    int server = draw.deed().server(draw.server());
    String who = (node == Trouble.ALL) ? "all processes" : "process " + node;
    String what =
        "%s (%s, %s, %d ms, %d)"
            .formatted(draw.deed(), who, Site.name(server), draw.length(), draw.manner());
    troubles.add(new Trouble(begin, end, what, cutOff, server, node));
  }

  // ---- deeds

  private void pauseServer(Draw draw) {
    site.server(draw.server()).pause();
    pause(draw.length());
    site.server(draw.server()).resume();
  }

  private void pauseWorker(Draw draw) {
    site.worker(draw.node()).pause();
    pause(draw.length());
    site.worker(draw.node()).resume();
  }

  /** With what it has saved, which is nothing or all. */
  private void restart(int server) {
    site.server(server).restart();
    long latest = System.currentTimeMillis() + RECONNECT;
    for (int node = 0; node < SoakWorker.NODES; node++) {
      while (System.currentTimeMillis() < latest && site.network(node, server).subscribers() == 0) {
        pause(50);
      }
    }
  }

  private void empty(int manner) {
    try (RespClient client = site.server(Site.FORGETTING).connect()) {
      client.command(manner == 0 ? "FLUSHDB" : "FLUSHALL");
    }
  }

  private void forget(int manner) {
    String pattern = List.of(":*}:seq", ":*}:floor", ":*}:seq").get(manner);
    try (RespClient client = site.server(Site.FORGETTING).connect()) {
      client.command("EVAL", FORGET, "0", SoakWorker.NAMESPACE + pattern);
      if (manner == 2) {
        client.command("DEL", SoakWorker.NAMESPACE + ":" + SoakWorker.LOOSE);
      }
    }
  }

  private void killAll(int server, String type) {
    try (RespClient client = site.server(server).connect()) {
      client.command("CLIENT", "KILL", "TYPE", type);
    }
  }

  private void evict(Draw draw) {
    int server = draw.deed().server(draw.server());
    String policy =
        (server == Site.KEEPING
                ? List.of("volatile-lru", "volatile-random", "volatile-ttl")
                : List.of("allkeys-lru", "allkeys-random", "volatile-random"))
            .get(draw.manner());
    try (RespClient client = site.server(server).connect()) {
      long before = Long.parseLong(info(client, "evicted_keys"));
      client.command("CONFIG", "SET", "maxmemory-policy", policy);
      for (String round : List.of("a", "b")) {
        client.command("CONFIG", "SET", "maxmemory", "0");
        client.command("EVAL", FILL, "0", round);
        long used = Long.parseLong(info(client, "used_memory"));
        client.command("CONFIG", "SET", "maxmemory", "" + (used - MEGABYTE));
        pause(draw.length() / 2);
      }
      client.command("CONFIG", "SET", "maxmemory", "0");
      client.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
      evicted += Long.parseLong(info(client, "evicted_keys")) - before;
    }
  }

  private static String info(RespClient client, String name) {
    return client
        .text("INFO", "everything")
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void loseReplies(ChaosProxy network) {
    for (int i = 0; i < 3; i++) {
      network.dropNextReply(i == 1 ? "EVALSHA" : "GET");
      pause(200);
    }
  }

  private static void during(int millis, Consumer<Boolean> fault) {
    fault.accept(true);
    pause(millis);
    fault.accept(false);
  }

  /** Lets a while pass in which the processes do their work. */
  static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
