package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.Pulse;
import org.entresol.tier.Stored;
import org.entresol.tier.TierListener;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFuture;
import org.redisson.api.RTopic;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * One node's subscription to the announcements of all caches of a namespace.
 *
 * <p>A message is, big-endian: what happened (1 byte), the node (8), the sequence (7), the length
 * of the name (2) and the name; behind them, where values are told, the length of the old entry
 * (4), the old entry and the new one. Changes that were made together may come together: after the
 * node there is then, of each, what happened, the sequence, and its name with the length before it.
 * A message that is none of these is ignored. Thread-safe.
 */
final class AnnounceChannel implements AutoCloseable {

  private static final int NODE_AT = 1;
  private static final int SEQUENCE_AT = 9;
  private static final int LENGTH_AT = 16;
  private static final int NAME_AT = 18;
  private static final int MANY_NAME_AT = 10;
  private static final byte PING = 'p';
  private static final byte CLEAR = 'c';
  private static final byte MANY = 'M';

  private final String name;
  private final RedisConnection connection;
  private final Pulse pulse;
  private final byte[] id = new byte[8];
  private final RTopic topic;
  private final List<Subscriber> tiers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final Echo echo;
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
    this.name = namespace + ":announce";
    this.echo = new Echo(name, connection.contact(), clock);
    ThreadLocalRandom.current().nextBytes(id);
    this.topic = connection.client().getTopic(name, ByteArrayCodec.INSTANCE);
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
   * Sends this node a message through the channel, and finds out whether the one before came back;
   * if not, the subscription has died silently and is made anew.
   */
  synchronized void ping() {
    if (tiers.isEmpty()) {
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
    RFuture<Long> unused = topic.publishAsync(message);
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
    if (message.length < NODE_AT + id.length) {
      return;
    }
    boolean own = Arrays.equals(message, NODE_AT, NODE_AT + id.length, id, 0, id.length);
    if (message[0] == PING) {
      if (own && message.length == SEQUENCE_AT + Long.BYTES) {
        echo.received(ByteBuffer.wrap(message).getLong(SEQUENCE_AT));
      }
    } else if (message[0] == MANY) {
      announceMany(message, own);
    } else if (message.length >= NAME_AT) {
      int end = NAME_AT + (int) EntryFormat.number(message, LENGTH_AT, 2);
      if (message.length >= end) {
        byte[] named = Arrays.copyOfRange(message, NAME_AT, end);
        announce(
            named, (keys, partition) -> announcement(keys, message, own, partition, named, end));
      }
    }
  }

  /** What is told of each key begins with the act, and is as long as its name says. */
  private void announceMany(byte[] message, boolean own) {
    int at = SEQUENCE_AT;
    while (at + MANY_NAME_AT <= message.length) {
      int from = at + MANY_NAME_AT;
      int end = from + (int) EntryFormat.number(message, from - 2, 2);
      if (end > message.length) {
        return;
      }
      Act act = EntryFormat.act(message[at]);
      long sequence = EntryFormat.number(message, at + 1, 7);
      byte[] named = Arrays.copyOfRange(message, from, end);
      announce(named, (keys, partition) -> change(keys, act, own, partition, sequence, named));
      at = end;
    }
  }

  /** What a message says to the tier whose names they are. */
  private interface Reading {
    @Nullable Announcement of(KeySpace keys, int partition);
  }

  private void announce(byte[] named, Reading reading) {
    for (Subscriber tier : tiers) {
      int partition = tier.keys().partitionIn(named);
      Announcement announcement = (partition < 0) ? null : reading.of(tier.keys(), partition);
      TierListener listener = tier.listener();
      if (announcement != null && listener != null) {
        listener.announced(announcement);
      }
    }
  }

  private static @Nullable Announcement announcement(
      KeySpace keys, byte[] message, boolean own, int partition, byte[] named, int end) {
    long sequence = EntryFormat.number(message, SEQUENCE_AT, 7);
    if (message[0] == CLEAR) {
      return new Announcement(null, own, partition, sequence, new byte[0], null, null);
    }
    Announcement bare = change(keys, EntryFormat.act(message[0]), own, partition, sequence, named);
    int oldAt = end + Integer.BYTES;
    if (bare == null || message.length < oldAt) {
      return bare;
    }
    long oldLength = EntryFormat.number(message, end, Integer.BYTES);
    if (oldLength > message.length - oldAt) {
      return bare;
    }
    int newAt = oldAt + (int) oldLength;
    Stored before = EntryFormat.entry(Arrays.copyOfRange(message, oldAt, newAt), 0);
    Stored after = EntryFormat.entry(message, newAt);
    return new Announcement(bare.act(), own, partition, sequence, bare.key(), before, after);
  }

  private static @Nullable Announcement change(
      KeySpace keys, Act act, boolean own, int partition, long sequence, byte[] named) {
    byte[] key = keys.keyOf(named);
    boolean isChange = act == Act.WRITE || act == Act.DELETE || act == Act.DROP;
    return (key == null || !isChange)
        ? null
        : new Announcement(act, own, partition, sequence, key, null, null);
  }

  @Override
  public void close() {
    tiers.clear();
    // The connection is about to be closed, whatever comes of this.
    RFuture<Void> unused = topic.removeAllListenersAsync();
  }
}
