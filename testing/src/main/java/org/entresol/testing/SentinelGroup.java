package org.entresol.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A master with two replicas, and three sentinels that make a replica the master when it is gone.
 *
 * <p>The sentinels find out within a second. Methods may be called by one thread at a time.
 */
public final class SentinelGroup implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(30);
  private static final String NAME = "entresol";

  private final List<RedisServer> servers = new ArrayList<>();
  private final List<RedisServer> sentinels = new ArrayList<>();

  private SentinelGroup() {}

  /** A group in which all know each other and the replicas have what the master has. */
  public static SentinelGroup start() {
    SentinelGroup group = new SentinelGroup();
    try {
      group.startServers();
      group.startSentinels();
      Waits.until("sentinels that know each other", READY, group::isComplete);
      return group;
    } catch (RuntimeException e) {
      group.close();
      throw e;
    }
  }

  /** The name under which the sentinels know the master. */
  public String masterName() {
    return NAME;
  }

  /** The sentinels' addresses, as Redisson takes them. */
  public List<String> addresses() {
    return sentinels.stream().map(RedisServer::address).toList();
  }

  /** The servers without the sentinels, those that were killed included. */
  public List<RedisServer> servers() {
    return List.copyOf(servers);
  }

  /** The server that the sentinels hold to be the master at the moment. */
  public RedisServer master() {
    int port = masterPort(sentinels.get(0));
    return servers.stream().filter(server -> server.port() == port).findFirst().orElseThrow();
  }

  /** Kills the master and returns at once; the sentinels need a few seconds for the next one. */
  public void killMaster() {
    master().kill();
  }

  /**
   * The new master, once all sentinels agree on it and it accepts writes.
   *
   * @param old the master before
   */
  public RedisServer awaitNewMaster(RedisServer old, Duration atMost) {
    Waits.until("a new master", atMost, () -> isReplaced(old));
    return master();
  }

  @Override
  public void close() {
    sentinels.forEach(RedisServer::close);
    servers.forEach(RedisServer::close);
  }

  private void startServers() {
    servers.add(RedisServer.start("repl-diskless-sync-delay 0"));
    int master = servers.get(0).port();
    IntStream.range(0, 2)
        .forEach(
            i ->
                servers.add(
                    RedisServer.start(
                        "repl-diskless-sync-delay 0", "replicaof 127.0.0.1 " + master)));
    Waits.until("replicas in step", READY, () -> Servers.haveTheirData(servers.subList(1, 3)));
  }

  private void startSentinels() {
    List<String> lines =
        List.of(
            "sentinel monitor " + NAME + " 127.0.0.1 " + servers.get(0).port() + " 2",
            "sentinel down-after-milliseconds " + NAME + " 1000",
            "sentinel failover-timeout " + NAME + " 3000");
    IntStream.range(0, 3).forEach(i -> sentinels.add(RedisServer.startSentinel(lines)));
  }

  private boolean isComplete() {
    return sentinels.stream()
        .allMatch(
            sentinel -> {
              List<String> facts = ask(sentinel, "MASTER");
              return fact(facts, "num-slaves").equals("2")
                  && fact(facts, "num-other-sentinels").equals("2")
                  && fact(facts, "flags").equals("master");
            });
  }

  private boolean isReplaced(RedisServer old) {
    List<Integer> ports = sentinels.stream().map(SentinelGroup::masterPort).distinct().toList();
    return ports.size() == 1 && ports.get(0) != old.port() && Servers.isMaster(master());
  }

  private static int masterPort(RedisServer sentinel) {
    return Integer.parseInt(ask(sentinel, "GET-MASTER-ADDR-BY-NAME").get(1));
  }

  private static List<String> ask(RedisServer sentinel, String question) {
    try (RespClient client = sentinel.connect()) {
      return client.texts("SENTINEL", question, NAME);
    }
  }

  private static String fact(List<String> facts, String name) {
    return facts.get(facts.indexOf(name) + 1);
  }
}
