package org.entresol.tier.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RFuture;
import org.redisson.api.RTopic;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * What the nodes of a namespace have said of themselves when all of them were asked.
 *
 * @param nodes those that have answered, by their names
 * @param silent how many others were asked: they are busy, of an earlier release, or may not answer
 */
public record RollCall(List<NodeReport> nodes, long silent) {

  /** Nodes answer within a few milliseconds. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** How long others are waited for when as many have answered as are known to have heard. */
  private static final Duration SETTLING = Duration.ofMillis(50);

  private static final int MOST_NODES = 10_000;

  /** Asks all nodes, and waits until they have answered, but not for long. */
  static RollCall taken(RedisConnection connection, String namespace) {
    byte[] asker = new byte[Long.BYTES];
    ThreadLocalRandom.current().nextBytes(asker);
    long number = ThreadLocalRandom.current().nextLong();
    String asked = AnnounceChannel.name(namespace);
    RTopic answers = topic(connection, ReportFormat.channel(asked, asker));
    BlockingQueue<NodeReport> reports = new LinkedBlockingQueue<>(MOST_NODES);
    int listener =
        connection.blocking(
            () ->
                answers.addListener(
                    byte[].class,
                    (channel, message) -> {
                      NodeReport report = ReportFormat.report(message, number, namespace);
                      boolean unused = report != null && reports.offer(report);
                    }),
            "subscribe");
    try {
      byte[] question = ReportFormat.question(asker, number);
      long heard =
          connection.await(
              connection.limited(topic(connection, asked).publishAsync(question), Duration.ZERO),
              "ask the nodes");
      List<NodeReport> gathered = gathered(reports, heard);
      return new RollCall(gathered, Math.max(0, heard - gathered.size()));
    } finally {
      RFuture<Void> unused = answers.removeListenerAsync(listener);
    }
  }

  private static RTopic topic(RedisConnection connection, String name) {
    return connection.client().getTopic(name, ByteArrayCodec.INSTANCE);
  }

  /**
   * What comes until everybody has answered, or the time is over.
   *
   * @param heard how many are known to have heard; those that have subscribed at a replica are not
   *     among them
   */
  private static List<NodeReport> gathered(BlockingQueue<NodeReport> reports, long heard) {
    List<NodeReport> gathered = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      NodeReport next = reports.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      while (next != null) {
        gathered.add(next);
        long left = deadline - System.nanoTime();
        boolean all = heard > 0 && gathered.size() >= heard;
        next = reports.poll(all ? Math.min(left, SETTLING.toNanos()) : left, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      // Who is interrupted has what has come so far.
      Thread.currentThread().interrupt();
    }
    gathered.sort(Comparator.comparing(NodeReport::node));
    return gathered;
  }
}
