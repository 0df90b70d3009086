package org.entresol.tier.redis;

import static java.lang.Integer.parseInt;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.entresol.redis.FewConnections;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Leadership;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.redisson.api.RBucket;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

/** Nodes of one Redis by name, in a namespace of their own. */
final class TestNodes implements AutoCloseable {
  private final String namespace = "nodes-" + UUID.randomUUID();
  private final Map<String, RedisNode> nodes = new HashMap<>();
  private final String yaml;
  private Clock clock = Clock.system();

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

  /** Lets nodes that are made from now on go by a clock. */
  TestNodes by(Clock other) {
    clock = other;
    return this;
  }

  /** The namespace of all nodes. */
  String namespace() {
    return namespace;
  }

  ByteTier open(String node, String cache, boolean tellsValues) {
    return open(node, cache, tellsValues, QueueTerms.NONE);
  }

  ByteTier open(String node, String cache, boolean tellsValues, QueueTerms queue) {
    return nodes
        .computeIfAbsent(node, name -> connect())
        .open(
            cache,
            new TierOptions(
                OptionalInt.empty(),
                OptionalInt.empty(),
                true,
                tellsValues,
                Duration.ZERO,
                queue,
                TierOptions.FIRST_CODEC));
  }

  Leadership leadership(String node, String name) {
    return nodes.computeIfAbsent(node, n -> connect()).leadership(name);
  }

  /** Has other texts lie where a text does now: the first there, the next where it lies again. */
  void overwrite(String text, String... others) {
    RedisNode node = nodes.values().iterator().next();
    RedissonClient client = requireNonNull(node.unwrap(RedissonClient.class));
    Iterator<String> next = List.of(others).iterator();
    KeysScanOptions horizons = KeysScanOptions.defaults().pattern(namespace + ":*:d:*");
    for (String name : client.getKeys().getKeys(horizons)) {
      RBucket<String> bucket = client.getBucket(name, StringCodec.INSTANCE);
      if (text.equals(bucket.get())) {
        bucket.set(next.next());
      }
    }
    assertThat(next.hasNext()).isFalse();
  }

  /** Loses the sequence of a key's partition in a cache that some node has open. */
  void loseSequence(String cache, byte[] key) {
    RedisNode node = nodes.values().iterator().next();
    RedissonClient client = requireNonNull(node.unwrap(RedissonClient.class));
    String record = KeySpace.record(namespace, cache, OptionalInt.empty());
    RMap<String, String> facts = client.getMap(record, StringCodec.INSTANCE);
    KeySpace keys =
        new KeySpace(
            namespace,
            cache,
            OptionalInt.empty(),
            parseInt(requireNonNull(facts.get("partitions"))));
    assertThat(client.getBucket(keys.sequence(keys.partitionOf(key))).delete()).isTrue();
  }

  private RedisNode connect() {
    return new RedisNode(
        RedisSettings.of(
            yaml,
            namespace,
            Duration.ofSeconds(10),
            5,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1)),
        clock);
  }

  @Override
  public void close() {
    nodes.values().forEach(RedisNode::close);
  }
}
