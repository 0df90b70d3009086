package org.entresol.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.redisson.api.RPatternTopic;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * A program that prints what entries cost: their bytes in Redis, and the bytes that a put
 * publishes. Nobody else may use the server meanwhile.
 */
public final class RedisFootprint {
  private static final int PUTS = 1_000;
  private static final String END = "ours-end";
  private static final List<RedisPeer> PEERS =
      List.of(RedisPeer.ENTRESOL_NEAR, RedisPeer.REDISSON_JCACHE);

  private RedisFootprint() {}

  /**
   * Measures and prints.
   *
   * @param arguments how many entries, if not 100,000
   */
  public static void main(String... arguments) {
    int entries = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    RedisMain.onServer(address -> System.out.print(table(address, entries)));
  }

  /** Returns the figures of all peers as a Markdown table. */
  static String table(String address, int entries) {
    StringBuilder text =
        new StringBuilder(
            """
            | | memory of keys, B/entry | memory of the server, B/entry | published, B/put |
            | --- | ---: | ---: | ---: |
            """);
    RedissonClient client = RedisProviders.client(address);
    try {
      for (Payload<?> payload : List.of(Payload.STRING, Payload.CUSTOMER)) {
        for (Expiry expiry : List.of(Expiry.ETERNAL, Expiry.CREATED)) {
          for (RedisPeer peer : PEERS) {
            Cost cost = cost(client, address, peer, payload, expiry, entries);
            String label =
                "%s, %s, %s".formatted(payload.label(), Labels.of(expiry), Labels.of(peer));
            text.append(cost.line(label));
          }
        }
      }
    } finally {
      client.shutdown(0, 2, TimeUnit.SECONDS);
    }
    return text.toString();
  }

  /** What one entry costs, in bytes. */
  record Cost(double ofKeys, double ofServer, double published) {
    String line(String label) {
      String told = Double.isNaN(published) ? "–" : String.format(Locale.ROOT, "%.1f", published);
      return String.format(
          Locale.ROOT, "| %s | %.1f | %.1f | %s |%n", label, ofKeys, ofServer, told);
    }
  }

  static <V> Cost cost(
      RedissonClient client,
      String address,
      RedisPeer peer,
      Payload<V> payload,
      Expiry expiry,
      int entries) {
    try (RedisSubject<V> subject = peer.open(address, payload, expiry)) {
      V first = subject.put("customer:0", payload.make().apply(0));
      long keysBefore = memoryOfKeys(client);
      long serverBefore = memoryOfServer(client);
      Bulk.fill(subject::putAll, 1, entries + 1, i -> "customer:" + i, payload.make());
      double ofKeys = (double) (memoryOfKeys(client) - keysBefore) / entries;
      double ofServer = (double) (memoryOfServer(client) - serverBefore) / entries;
      return new Cost(
          ofKeys,
          ofServer,
          peer == RedisPeer.REDISSON_JCACHE ? Double.NaN : published(address, subject, first));
    }
  }

  /** What Redis says that each key takes, itself and what it holds, all of it counted. */
  private static long memoryOfKeys(RedissonClient client) {
    String script =
        """
        local sum, cursor = 0, '0'
        repeat
          local found = redis.call('SCAN', cursor, 'COUNT', 1000)
          cursor = found[1]
          for _, key in ipairs(found[2]) do
            sum = sum + redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0')
          end
        until cursor == '0'
        return sum
        """;
    return client.getScript().eval(RScript.Mode.READ_ONLY, script, RScript.ReturnType.LONG);
  }

  private static long memoryOfServer(RedissonClient client) {
    Map<String, String> memory =
        client.getRedisNodes(RedisNodes.SINGLE).getInstance().info(RedisNode.InfoSection.MEMORY);
    return Long.parseLong(memory.get("used_memory"));
  }

  /**
   * Overwrites one entry many times; channels count as well as messages. Redisson's provider can't
   * be asked: its puts wait for an answer of whoever subscribes to its channels.
   */
  private static <V> double published(String address, RedisSubject<V> subject, V value) {
    RedissonClient client = RedisProviders.client(address);
    LongAdder bytes = new LongAdder();
    CountDownLatch end = new CountDownLatch(1);
    RPatternTopic all = client.getPatternTopic("ours-*", ByteArrayCodec.INSTANCE);
    int listener =
        all.addListener(
            byte[].class,
            (pattern, channel, message) -> {
              if (channel.toString().equals(END)) {
                end.countDown();
              } else {
                bytes.add(channel.length() + message.length);
              }
            });
    for (int i = 0; i < PUTS; i++) {
      V unused = subject.put("customer:1", value);
    }
    client.getTopic(END, ByteArrayCodec.INSTANCE).publish(new byte[0]);
    await(end);
    all.removeListener(listener);
    client.shutdown(0, 2, TimeUnit.SECONDS);
    return bytes.doubleValue() / PUTS;
  }

  private static void await(CountDownLatch end) {
    try {
      if (!end.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the last message was not heard within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
