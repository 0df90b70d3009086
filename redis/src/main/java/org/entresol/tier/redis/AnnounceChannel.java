package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entresol.tier.Announcement;
import org.entresol.tier.Pulse;
import org.entresol.tier.TierListener;
import org.entresol.time.Clock;
import org.redisson.api.RFuture;
import org.redisson.api.RTopic;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * One node's subscription to the announcements of all caches of a namespace.
 *
 * <p>Messages are what {@link AnnounceFormat} says. Thread-safe.
 */
final class AnnounceChannel implements AutoCloseable {

  /** The letter of what a node sends itself through the channel. */
  static final byte PING = 'p';

  private final String name;
  private final RedisConnection connection;
  private final Pulse pulse;
  private final byte[] id = new byte[8];
  private final RTopic topic;
  private final List<Subscriber> tiers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final Echo echo;
  private final Questions questions;
  private final SelfReport report;
  private boolean subscribed;

  /**
   * Creates a channel that nobody has subscribed to yet.
   *
   * @param namespace that of the caches
   * @param pulse the threads of the background
   */
  AnnounceChannel(RedisConnection connection, String namespace, Pulse pulse, Clock clock) {
    this.connection = connection;
    this.pulse = pulse;
    this.name = name(namespace);
    this.echo = new Echo(name, connection.contact(), clock);
    ThreadLocalRandom.current().nextBytes(id);
    this.questions = new Questions(id, this::publish, clock);
    this.report = new SelfReport(connection, name, pulse, clock);
    this.topic = connection.client().getTopic(name, ByteArrayCodec.INSTANCE);
  }

  /** The name of the channel of a namespace. */
  static String name(String namespace) {
    return namespace + ":announce";
  }

  /** The name of the channel. */
  byte[] nameBytes() {
    return name.getBytes(UTF_8);
  }

  /** The eight bytes that tell this node from others. */
  byte[] id() {
    return id;
  }

  /** Hands a tier what is announced for it from now on; the first one makes the subscription. */
  synchronized void add(Subscriber tier) {
    if (!subscribed) {
      connection.blocking(this::subscribe, "subscribe");
    }
    tiers.add(tier);
  }

  void remove(Subscriber tier) {
    tiers.remove(tier);
  }

  private boolean subscribe() {
    topic.addListener(byte[].class, (channel, message) -> received(message));
    topic.addListener(
        new StatusListener() {
          @Override
          public void onSubscribe(String channel) {
            renewed();
          }

          @Override
          public void onUnsubscribe(String channel) {}
        });
    subscribed = true;
    return true;
  }

  /**
   * Sends this node a message through the channel where nothing has come through it lately, and
   * finds out whether the one before came back; if not, the subscription has died silently and is
   * made anew.
   */
  synchronized void ping() {
    if (tiers.isEmpty() || echo.isLively()) {
      return;
    }
    boolean heard = echo.isHeard();
    if (!heard && renewing.compareAndSet(false, true)) {
      pulse.background(this::renew);
    }
    long ping = echo.send();
    byte[] message =
        ByteBuffer.allocate(1 + id.length + Long.BYTES).put(PING).put(id).putLong(ping).array();
    // Nothing to wait for: what has not come back by the next ping says enough.
    publish(message);
  }

  private void publish(byte[] message) {
    RFuture<Long> unused = topic.publishAsync(message);
  }

  /** Asks all nodes for the copies that they serve of an entry. */
  void ask(long question, byte[] name) {
    questions.ask(question, name);
  }

  /** How often this node's subscription was found silent. */
  long silences() {
    return echo.silences();
  }

  /** Takes as long as Redis lets it, while the comparing of sequences goes on. */
  private void renew() {
    try {
      topic.removeAllListeners();
      connection.blocking(this::subscribe, "subscribe");
    } finally {
      renewing.set(false);
    }
    renewed();
  }

  /** Comparing asks Redis, which the thread that receives its answers must not wait for. */
  private void renewed() {
    pulse.background(() -> pulse.tell(Audience.listeners(tiers), TierListener::subscribed));
  }

  private void received(byte[] message) {
    echo.received();
    if (message.length < AnnounceFormat.NODE_AT + id.length) {
      return;
    }
    if (questions.received(message, tiers) || report.received(message, tiers)) {
      return;
    }
    boolean own =
        Arrays.equals(
            message, AnnounceFormat.NODE_AT, AnnounceFormat.NODE_AT + id.length, id, 0, id.length);
    if (message[0] == PING) {
      if (own && message.length == AnnounceFormat.SEQUENCE_AT + Long.BYTES) {
        echo.received(ByteBuffer.wrap(message).getLong(AnnounceFormat.SEQUENCE_AT));
      }
    } else {
      AnnounceFormat.read(message, own, this::announce);
    }
  }

  private void announce(byte[] named, AnnounceFormat.Reading reading) {
    for (Subscriber tier : tiers) {
      int partition = tier.keys().partitionIn(named);
      Announcement announcement = (partition < 0) ? null : reading.of(tier.keys(), partition);
      TierListener listener = tier.listener();
      if (announcement != null && listener != null) {
        listener.announced(announcement);
      }
    }
  }

  @Override
  public void close() {
    tiers.clear();
    // The connection is about to be closed, whatever comes of this.
    RFuture<Void> unused = topic.removeAllListenersAsync();
  }
}
