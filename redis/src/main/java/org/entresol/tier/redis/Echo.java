package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.time.Clock;
import org.entresol.time.Spans;

/**
 * Whether a channel still brings one node what is sent through it, by anybody, and what the log is
 * told of it. As long as nothing comes the node sends itself pings; of many nodes one does at a
 * time, since its pings come to all. Pings are sent and looked for by one thread at a time; any may
 * receive.
 */
final class Echo {

  private static final Logger LOG = System.getLogger(Echo.class.getName());
  private static final long NEVER = -1;

  private final String channel;
  private final Contact contact;
  private final Episode silence;

  /** How often the subscription was found silent. */
  private final LongAdder silences = new LongAdder();

  private volatile long received;

  /** Whether something has come since the last look. */
  private volatile boolean lively;

  private long sent;

  /** How often Redis had been away when the last ping was sent; none if it was away just then. */
  private long sentAfter = NEVER;

  /**
   * Creates the knowledge of a channel that nothing was sent through yet.
   *
   * @param channel its name
   */
  Echo(String channel, Contact contact, Clock clock) {
    this.channel = channel;
    this.contact = contact;
    this.silence = new Episode(clock);
  }

  /** The number of the next ping, which is about to be sent. */
  long send() {
    sent++;
    sentAfter = contact.isAway() ? NEVER : contact.absences();
    return sent;
  }

  /** Notes that something has come, from whomever. */
  void received() {
    lively = true;
  }

  /** Notes that a ping has come back, or that it need not any more. */
  void received(long ping) {
    received = Math.max(received, ping);
  }

  /** Whether something has come since the last look at this, so that no ping is needed. */
  boolean isLively() {
    boolean came = lively;
    lively = false;
    if (came) {
      received(sent);
      heard();
    }
    return came;
  }

  /** Whether the last ping has come back, where nothing else has come. */
  boolean isHeard() {
    boolean heard = sent == received;
    if (heard) {
      heard();
    } else {
      missed();
    }
    return heard;
  }

  /** What a Redis that was away meanwhile did not send back says nothing of the subscription. */
  private void missed() {
    if (contact.isAway() || contact.absences() != sentAfter) {
      return;
    }
    if (!silence.isOn()) {
      silences.increment();
    }
    if (silence.goesOn()) {
      LOG.log(
          Level.WARNING,
          "The subscription to {0} is silent, and is renewed until it is not",
          channel);
    }
  }

  private void heard() {
    long length = silence.end();
    if (length > 0) {
      LOG.log(
          Level.INFO,
          "The subscription to {0} is heard again after {1}",
          channel,
          Spans.measured(length));
    }
  }

  /** How often the subscription was found silent. */
  long silences() {
    return silences.sum();
  }
}
