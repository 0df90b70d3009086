package org.entresol.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster of three masters with a replica each, which finds out within seconds when one is gone.
 *
 * <p>Methods may be called by one thread at a time.
 */
public final class RedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final Duration READY = Duration.ofSeconds(60);

  private final List<RedisServer> nodes = new ArrayList<>();

  private RedisCluster() {}

  /**
   * A cluster that serves all slots and whose replicas have what their masters have.
   *
   * @param configuration more lines for each node
   */
  public static RedisCluster start(String... configuration) {
    RedisCluster cluster = new RedisCluster();
    try {
      cluster.startNodes(configuration);
      cluster.join();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The addresses of all nodes, as Redisson takes them. */
  public List<String> addresses() {
    return nodes.stream().map(RedisServer::address).toList();
  }

  /** All nodes, those that were killed included. */
  public List<RedisServer> nodes() {
    return List.copyOf(nodes);
  }

  /** The nodes that are alive and masters at the moment, in the order of {@link #nodes}. */
  public List<RedisServer> masters() {
    return living().filter(Servers::isMaster).toList();
  }

  /**
   * Kills a master and returns at once; its replica needs a few seconds to take its place.
   *
   * @param index in {@link #masters}
   * @return the master that is gone
   */
  public RedisServer killMaster(int index) {
    RedisServer master = masters().get(index);
    master.kill();
    return master;
  }

  /** Waits until three masters serve all slots, and all living nodes know it. */
  public void awaitHealth(Duration atMost) {
    Waits.until("a cluster that serves all slots", atMost, this::isHealthy);
  }

  @Override
  public void close() {
    nodes.forEach(RedisServer::close);
  }

  private void startNodes(String... configuration) {
    List<String> lines = new ArrayList<>(List.of(configuration));
    lines.add("cluster-enabled yes");
    lines.add("cluster-config-file nodes.conf");
    lines.add("cluster-node-timeout 2000");
    lines.add("repl-diskless-sync-delay 0");
    IntStream.range(0, 2 * MASTERS)
        .forEach(i -> nodes.add(RedisServer.start(lines.toArray(String[]::new))));
  }

  private void join() {
    for (int i = 0; i < nodes.size(); i++) {
      // Different from the start: else the nodes would have to settle who is right.
      tell(nodes.get(i), "CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
      tell(nodes.get(i), "CLUSTER", "MEET", "127.0.0.1", "" + nodes.get(0).port());
    }
    for (int i = 0; i < MASTERS; i++) {
      tell(nodes.get(i), addSlots(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS));
    }
    Waits.until("nodes that know each other", READY, () -> living().allMatch(this::knowsAll));
    for (int i = 0; i < MASTERS; i++) {
      tell(nodes.get(MASTERS + i), "CLUSTER", "REPLICATE", tell(nodes.get(i), "CLUSTER", "MYID"));
    }
    List<RedisServer> replicas = nodes.subList(MASTERS, nodes.size());
    Waits.until("replicas in step", READY, () -> Servers.haveTheirData(replicas));
    Waits.until(
        "replicas known to all", READY, () -> living().allMatch(RedisCluster::seesReplicas));
    awaitHealth(READY);
  }

  private boolean isHealthy() {
    return masters().size() == MASTERS
        && living().map(RedisCluster::facts).allMatch(RedisCluster::servesAll);
  }

  private static boolean servesAll(List<String> facts) {
    return facts.contains("cluster_state:ok")
        && facts.contains("cluster_slots_ok:" + SLOTS)
        && facts.contains("cluster_size:" + MASTERS);
  }

  private boolean knowsAll(RedisServer node) {
    return facts(node).contains("cluster_known_nodes:" + nodes.size())
        && !tell(node, "CLUSTER", "NODES").contains("handshake");
  }

  private static boolean seesReplicas(RedisServer node) {
    return tell(node, "CLUSTER", "NODES").lines().filter(l -> l.contains("slave ")).count()
        == MASTERS;
  }

  private Stream<RedisServer> living() {
    return nodes.stream().filter(RedisServer::isAlive);
  }

  private static List<String> facts(RedisServer node) {
    return tell(node, "CLUSTER", "INFO").lines().toList();
  }

  private static String[] addSlots(int from, int to) {
    return Stream.concat(
            Stream.of("CLUSTER", "ADDSLOTS"), IntStream.range(from, to).mapToObj(String::valueOf))
        .toArray(String[]::new);
  }

  private static String tell(RedisServer node, String... command) {
    try (RespClient client = node.connect()) {
      return client.text(command);
    }
  }
}
