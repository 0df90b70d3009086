package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.Content;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.Recall;
import org.entresol.tier.Stored;
import org.entresol.tier.TagHash;
import org.entresol.tier.Version;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RMap;
import org.redisson.api.RScript;
import org.redisson.api.RTopic;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * One partition on a real server: scripts run on it alone, and what they leave can be seen. All use
 * one connection, which ends with the JVM.
 */
final class ScriptBench implements AutoCloseable {
  static final long NONCE = 0x02_0304_0506L;
  static final int DELAY = 2000;
  static final int MOST = 3;
  static final byte[] NODE = "node-one".getBytes(UTF_8);

  /** A hash of which all bytes are letters. */
  private static final String TAG_TEXT = "red-tags";

  static final long TAG = ByteBuffer.wrap(TAG_TEXT.getBytes(UTF_8)).getLong();

  private static final byte[] MARK = {'!'};

  private final RedisConnection connection = Shared.CONNECTION;
  private final RespClient resp = RedisServers.shared().connect();
  private final String base = "bench-" + UUID.randomUUID() + ":{c:0}:";
  private final String channel = base + "announce";
  private final RTopic topic;
  private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
  private long grace;

  ScriptBench() {
    topic = connection.client().getTopic(channel, ByteArrayCodec.INSTANCE);
    topic.addListener(byte[].class, (name, message) -> heard.add(message));
  }

  /** A connection of its own to a server. */
  static RedisConnection connect(String address) {
    return new RedisConnection(
        RedisSettings.of(
            FewConnections.single(address),
            "bench",
            Duration.ofSeconds(10),
            5,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1)),
        Clock.system());
  }

  RedisConnection connection() {
    return connection;
  }

  RespClient resp() {
    return resp;
  }

  // ---- names

  String sequence() {
    return base + "seq";
  }

  String floor() {
    return base + "floor";
  }

  String entry(String key) {
    return base + "e:" + key;
  }

  String lease(String key) {
    return base + "x:" + key;
  }

  String ticket(String key) {
    return base + "t:" + key;
  }

  String queue() {
    return base + "q";
  }

  // ---- scripts

  List<Object> run(Script script, List<Object> keys, Object... arguments) {
    return connection.await(
        connection.run(script, (String) keys.get(0), keys, arguments), script.name());
  }

  /** Runs a script on one entry. */
  List<Object> runOn(String key, Script script, Object... arguments) {
    return run(script, List.of(sequence(), entry(key)), arguments);
  }

  /** Lets entries stay for some milliseconds after they have expired. */
  void grace(long millis) {
    grace = millis;
  }

  Outcome mutate(Plan plan) {
    return mutate(plan, false);
  }

  Outcome mutate(Plan plan, boolean tellsValues) {
    List<Object> replies =
        runOn(
            new String(plan.key(), UTF_8),
            Script.MUTATE,
            channel,
            NODE,
            tellsValues ? "1" : "0",
            grace,
            DELAY,
            MOST,
            EntryFormat.acts(plan),
            EntryFormat.condition(plan),
            EntryFormat.lifetimes(plan.lifetimes()),
            EntryFormat.stamp(NONCE, plan),
            EntryBytes.body(plan.tags(), plan.payload()),
            EntryFormat.token(plan.ticket()),
            EntryFormat.right(plan));
    return EntryFormat.outcome((byte[]) replies.get(0), NONCE);
  }

  /** Sends one row to the script without a loop, announced without values. */
  Outcome step(Plan plan) {
    String key = new String(plan.key(), UTF_8);
    List<Object> replies =
        run(
            Script.STEP,
            List.of(sequence(), floor(), entry(key), ticket(key), lease(key)),
            channel,
            NODE,
            EntryFormat.acts(plan),
            EntryFormat.condition(plan),
            EntryFormat.lifetimes(plan.lifetimes()),
            EntryFormat.stamp(NONCE, plan),
            grace,
            EntryBytes.body(plan.tags(), plan.payload()),
            EntryFormat.right(plan));
    return EntryFormat.outcome((byte[]) replies.get(0), NONCE);
  }

  /**
   * What some lines say which stand behind parts of scripts, and are given the name of an entry.
   */
  List<Object> lines(List<String> parts, String lines, Object... arguments) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part(part)));
    return connection
        .client()
        .getScript(ByteArrayCodec.INSTANCE)
        .eval(
            RScript.Mode.READ_WRITE,
            text.append(lines).toString(),
            RScript.ReturnType.LIST,
            List.of(entry("key")),
            arguments);
  }

  private static String part(String name) {
    try (InputStream stream = Script.class.getResourceAsStream(name + ".lua")) {
      return new String(requireNonNull(stream).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The stamp of something that was not loaded. */
  static byte[] stamp(long nonce) {
    return EntryFormat.stamp(nonce, new Plan(NODE, Act.WRITE, Act.WRITE));
  }

  String channel() {
    return channel;
  }

  /** What has been announced since it was last asked for. */
  List<byte[]> announced() {
    topic.publish(MARK);
    List<byte[]> messages = new ArrayList<>();
    try {
      byte[] message = requireNonNull(heard.poll(10, TimeUnit.SECONDS), "no mark");
      while (!Arrays.equals(message, MARK)) {
        messages.add(message);
        message = requireNonNull(heard.poll(10, TimeUnit.SECONDS), "no mark");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("a test's thread was interrupted", e);
    }
    return messages;
  }

  // ---- what lies there

  /** The server's clock, in microseconds. */
  long micros() {
    List<String> time = resp.texts("TIME");
    return Long.parseLong(time.get(0)) * 1_000_000 + Long.parseLong(time.get(1));
  }

  byte @Nullable [] get(String name) {
    return connection.client().<byte[]>getBucket(name, ByteArrayCodec.INSTANCE).get();
  }

  void set(String name, byte[] value) {
    connection.client().<byte[]>getBucket(name, ByteArrayCodec.INSTANCE).set(value);
  }

  void set(String name, long number) {
    resp.command("SET", name, Long.toString(number));
  }

  boolean exists(String name) {
    return resp.number("EXISTS", name) == 1;
  }

  void delete(String name) {
    resp.command("DEL", name);
  }

  /** Puts an entry there as a script would have written it, but with no native expiry. */
  void store(String key, Version version, long expires, String payload) {
    set(entry(key), bytes(version, expires, payload));
  }

  /** Puts an eternal entry there that has a tag. */
  void storeTagged(String key, Version version, String payload) {
    Content content = Content.of(new long[] {TAG}, payload.getBytes(ISO_8859_1), 0);
    set(entry(key), EntryBytes.of(new Stored(version, 1, 0, 0, content)));
  }

  /** Leaves word that {@link #TAG} was recalled at a sequence and a moment. */
  void leaveRecall(Recall how, long sequence, long instant) {
    String score = Long.toString(sequence);
    resp.command("SET", base + "ge", score);
    resp.command("ZADD", base + "g", "1", "-");
    switch (how) {
      case DROP -> resp.command("ZADD", base + "g", score, "t" + TAG_TEXT);
      case EXPIRE -> {
        resp.command("ZADD", base + "g", score, "s" + TAG_TEXT);
        resp.command("ZADD", base + "g", Long.toString(-instant), "i" + TAG_TEXT);
      }
    }
  }

  /** Takes all word of recalls away. */
  void forgetRecalls() {
    List.of("ge", "g").forEach(name -> delete(base + name));
  }

  /** Puts the knowledge there that the source has nothing, but with no native expiry. */
  void storeAbsence(String key, Version version, long expires) {
    Content nothing = Content.absence(new byte[0], 0);
    set(entry(key), EntryBytes.of(new Stored(version, 1, expires, 0, nothing)));
  }

  /** The bytes of an entry that was created at 1. */
  static byte[] bytes(Version version, long expires, String payload) {
    Content content = Content.of(TagHash.NONE, payload.getBytes(ISO_8859_1), 0);
    return EntryBytes.of(new Stored(version, 1, expires, 0, content));
  }

  /** Appends a number, big-endian. */
  static ByteBuffer number(ByteBuffer bytes, long number, int length) {
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      bytes.put((byte) (number >>> shift));
    }
    return bytes;
  }

  /** The payload of the entry of a key; null when none lies there. */
  @Nullable String payload(String key) {
    Stored lies = EntryBytes.entry(get(entry(key)), 0);
    return (lies == null)
        ? null
        : new String(lies.bytes(), lies.offset(), lies.bytes().length - lies.offset(), ISO_8859_1);
  }

  /** A ticket as it lies beside its key. */
  void leaveTicket(String key, long number, long sequence) {
    ByteBuffer bytes = ByteBuffer.allocate(15).putLong(number);
    set(ticket(key), number(bytes, sequence, 7).array());
  }

  void leaveLease(String key, long token) {
    set(lease(key), EntryFormat.token(token));
  }

  /** Leaves pending writes that differ from others by their nonce. */
  void leavePending(String... keys) {
    byte[] record = number(ByteBuffer.allocate(10).put(bytes("Q\1w\0")), NONCE + 1, 6).array();
    for (String key : keys) {
      queueOf().fastPut(bytes(key), record);
    }
  }

  /** The pending write of a key; null when none lies there. */
  @Nullable QueuedWrite pending(String key) {
    byte[] record = queueOf().get(bytes(key));
    return (record == null) ? null : QueueFormat.pending(bytes(key), record);
  }

  private RMap<byte[], byte[]> queueOf() {
    return connection.client().getMap(queue(), ByteArrayCodec.INSTANCE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    topic.removeAllListeners();
    resp.close();
  }

  private static final class Shared {
    static final RedisConnection CONNECTION = connect(RedisServers.shared().address());
  }
}
