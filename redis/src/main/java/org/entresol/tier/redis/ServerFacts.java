package org.entresol.tier.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.entresol.tier.TierException;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodeAsync;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.protocol.Time;

/** What servers say of themselves. Thread-safe. */
final class ServerFacts {

  /** What they call their version. */
  static final String VERSION = "redis_version";

  private final RedisConnection connection;

  ServerFacts(RedisConnection connection) {
    this.connection = connection;
  }

  /**
   * Refuses servers that do not know all that scripts need.
   *
   * @throws TierException that names the version of one, and the least
   */
  void requireVersion() {
    for (RedisNodeAsync master : masters()) {
      Map<String, String> facts =
          connection.await(
              master.infoAsync(InfoSection.SERVER).toCompletableFuture(), "tell its version");
      ServerVersion.require(facts.getOrDefault(VERSION, ""));
    }
  }

  /**
   * What tells the history of the data from others that might have the same sequences: the
   * replication identities of all masters, which change with a failover and with a restart.
   */
  String history() {
    connection.requirePermit();
    List<String> identities = new ArrayList<>();
    for (RedisNodeAsync master : masters()) {
      Map<String, String> facts =
          connection.await(
              master.infoAsync(InfoSection.REPLICATION).toCompletableFuture(), "tell its history");
      identities.add(facts.getOrDefault("master_replid", ""));
    }
    Collections.sort(identities);
    return String.join(",", identities);
  }

  private Collection<? extends RedisNodeAsync> masters() {
    RedissonClient client = connection.client();
    if (connection.isCluster()) {
      return client.getRedisNodes(RedisNodes.CLUSTER).getMasters();
    }
    if (client.getConfig().isSingleConfig()) {
      return List.of(client.getRedisNodes(RedisNodes.SINGLE).getInstance());
    }
    return client.getConfig().isSentinelConfig()
        ? List.of(client.getRedisNodes(RedisNodes.SENTINEL_MASTER_SLAVE).getMaster())
        : List.of(client.getRedisNodes(RedisNodes.MASTER_SLAVE).getMaster());
  }

  /** What masters say of themselves, and of the time. */
  List<ServerReport> reports() {
    connection.requirePermit();
    List<ServerReport> reports = new ArrayList<>();
    for (RedisNodeAsync master : masters()) {
      Map<String, String> facts =
          connection.await(
              master.infoAsync(InfoSection.DEFAULT).toCompletableFuture(), "tell of itself");
      long before = System.currentTimeMillis();
      Time time = connection.await(master.timeAsync().toCompletableFuture(), "tell the time");
      long here = before + (System.currentTimeMillis() - before) / 2;
      long there =
          TimeUnit.SECONDS.toMillis(time.getSeconds())
              + TimeUnit.MICROSECONDS.toMillis(time.getMicroseconds());
      reports.add(new ServerReport(address(master), facts, Duration.ofMillis(there - here)));
    }
    return reports;
  }

  private static String address(RedisNodeAsync master) {
    return (master instanceof RedisNode node)
        ? node.getAddr().getHostString() + ":" + node.getAddr().getPort()
        : "";
  }

  /** What masters say of their memory. */
  List<Map<String, String>> memory() {
    connection.requirePermit();
    List<Map<String, String>> facts = new ArrayList<>();
    for (RedisNodeAsync master : masters()) {
      facts.add(
          connection.await(
              master.infoAsync(InfoSection.MEMORY).toCompletableFuture(), "tell its memory"));
    }
    return facts;
  }
}
