package org.entresol.tier.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.entresol.redis.FewConnections;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;

/** Nodes of one Redis by name, in a namespace of their own. */
final class TestNodes implements AutoCloseable {
  private final String namespace = "nodes-" + UUID.randomUUID();
  private final Map<String, RedisNode> nodes = new HashMap<>();
  private final String yaml;

  /** Nodes of one server. */
  TestNodes(String address) {
    yaml = FewConnections.single(address);
  }

  /** Nodes of a cluster. */
  TestNodes(List<String> addresses) {
    yaml =
        FewConnections.many(
            "clusterServersConfig",
            "nodeAddresses: [\"" + String.join("\", \"", addresses) + "\"]");
  }

  ByteTier open(String node, String cache, boolean tellsValues) {
    return open(node, cache, tellsValues, QueueTerms.NONE);
  }

  ByteTier open(String node, String cache, boolean tellsValues, QueueTerms queue) {
    return nodes
        .computeIfAbsent(node, name -> connect())
        .open(cache, new TierOptions(OptionalInt.empty(), true, tellsValues, Duration.ZERO, queue));
  }

  private RedisNode connect() {
    return new RedisNode(
        RedisSettings.of(yaml, namespace, Duration.ofSeconds(10), 5, Duration.ofSeconds(1)),
        Clock.system());
  }

  @Override
  public void close() {
    nodes.values().forEach(RedisNode::close);
  }
}
