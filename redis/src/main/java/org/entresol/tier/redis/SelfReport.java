package org.entresol.tier.redis;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.entresol.tier.NodeState;
import org.entresol.tier.Pulse;
import org.entresol.tier.TierListener;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.redisson.api.RFuture;
import org.redisson.client.codec.ByteArrayCodec;

/** What this node tells of itself to those who ask all nodes of its namespace. Thread-safe. */
final class SelfReport {

  private static final Logger LOG = System.getLogger(SelfReport.class.getName());

  /** The questions that are answered in a second; who asks more hears nothing. */
  private static final int MOST_A_SECOND = 5;

  private final RedisConnection connection;
  private final String channel;
  private final Pulse pulse;
  private final Allowance allowance;
  private final Reminder warning;

  /**
   * Creates the reports of a node.
   *
   * @param channel the name of that on which it is asked
   * @param pulse the threads of the background
   */
  SelfReport(RedisConnection connection, String channel, Pulse pulse, Clock clock) {
    this.connection = connection;
    this.channel = channel;
    this.pulse = pulse;
    this.allowance = new Allowance(MOST_A_SECOND, clock);
    this.warning = new Reminder(Duration.ofMinutes(1), clock);
  }

  /**
   * Takes a message in.
   *
   * @return whether it was a question of this kind
   */
  boolean received(byte[] message, Collection<Subscriber> tiers) {
    boolean asked = ReportFormat.isQuestion(message);
    if (asked && allowance.take()) {
      pulse.background(() -> answer(message, tiers));
    }
    return asked;
  }

  private void answer(byte[] question, Collection<Subscriber> tiers) {
    byte[] answer =
        ReportFormat.answer(ReportFormat.number(question), new NodeReport(node(), states(tiers)));
    RFuture<Long> told =
        connection
            .client()
            .getTopic(
                ReportFormat.channel(channel, ReportFormat.asker(question)),
                ByteArrayCodec.INSTANCE)
            .publishAsync(answer);
    var unused =
        told.whenComplete(
            (heard, failure) -> {
              if (failure != null && warning.isDue()) {
                LOG.log(
                    Level.WARNING,
                    "What this node has could not be told to who has asked; its user needs the channels {0}:*: {1}",
                    channel,
                    failure.getMessage());
              }
            });
  }

  /** The process and its machine. */
  private static String node() {
    return ManagementFactory.getRuntimeMXBean().getName();
  }

  private static List<CacheState> states(Collection<Subscriber> tiers) {
    List<CacheState> states = new ArrayList<>();
    for (Subscriber tier : tiers) {
      TierListener listener = tier.listener();
      NodeState state = (listener == null) ? null : listener.state(ReportFormat.MOST_KEYS);
      if (state != null && states.size() < ReportFormat.MOST_CACHES) {
        states.add(state(tier.keys(), state));
      }
    }
    return states;
  }

  private static CacheState state(KeySpace keys, NodeState state) {
    return new CacheState(
        requireNonNull(CacheName.ofRecord(keys.record())),
        state.nearEntries(),
        state.nearBytes(),
        state.behind(),
        state.loads(),
        written(keys, state.loading()),
        written(keys, state.hot()));
  }

  private static List<String> written(KeySpace keys, List<byte[]> some) {
    return some.stream().map(keys::own).map(ReportFormat::text).toList();
  }
}
