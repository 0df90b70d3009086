package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.entresol.tier.Glob;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.redisson.api.RTopic;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Tries of what nodes do in a namespace, on keys of a partition that no cache has: nothing is left
 * there. Belongs to one thread.
 */
final class Trial {

  /** Odd, so that one of them is in the middle. */
  private static final int TRIES = 31;

  private final RedisConnection connection;
  private final String namespace;
  private final KeySpace keys;

  Trial(RedisConnection connection, String namespace) {
    this.connection = connection;
    this.namespace = namespace;
    // No cache has the name, as a per cent sign in one is escaped.
    String cache = "trial" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    this.keys = new KeySpace(namespace, cache, OptionalInt.of(0), 1);
  }

  /** What Redis says of each command that it refuses, by the command in small letters. */
  Map<String, String> refusals() {
    Map<String, String> refusals = new LinkedHashMap<>();
    String sequence = keys.sequence(0);
    attempt(
        "evalsha",
        refusals,
        () -> {
          List<Object> said =
              connection.await(
                  connection.run(
                      Script.TRY, sequence, List.of(sequence), channel().getBytes(UTF_8), ping()),
                  "try commands");
          for (int i = 0; i + 1 < said.size(); i += 2) {
            refusals.put(text(said.get(i)), text(said.get(i + 1)));
          }
        });
    attempt("memory|usage", refusals, this::weigh);
    attempt("scan", refusals, this::scan);
    attempt("subscribe", refusals, this::subscribe);
    return refusals;
  }

  private void attempt(String command, Map<String, String> refusals, Runnable tried) {
    connection.requirePermit();
    try {
      tried.run();
    } catch (TierException e) {
      e.requireRefusal();
      refusals.put(command, String.valueOf(e.getMessage()));
    }
  }

  private void scan() {
    Object unused =
        connection.await(
            connection.scan(
                connection.masterEntries().iterator().next(),
                "0",
                keys.entriesPattern(Glob.ALL),
                1),
            "scan");
  }

  private void weigh() {
    RedisExtent extent = new RedisExtent(connection, 1);
    extent.add(keys.sequence(0));
    List<Long> unused = extent.memory();
  }

  private void subscribe() {
    RTopic topic = connection.client().getTopic(channel(), ByteArrayCodec.INSTANCE);
    int listener =
        connection.blocking(
            () -> topic.addListener(byte[].class, (channel, message) -> {}), "subscribe");
    connection.blocking(
        () -> {
          topic.removeListener(listener);
          return true;
        },
        "unsubscribe");
  }

  private String channel() {
    return AnnounceChannel.name(namespace);
  }

  /** What every node passes over, as another one's. */
  private static byte[] ping() {
    return ByteBuffer.allocate(1 + 2 * Long.BYTES)
        .put(AnnounceChannel.PING)
        .putLong(ThreadLocalRandom.current().nextLong())
        .array();
  }

  private static String text(Object said) {
    return (said instanceof byte[] some) ? new String(some, UTF_8) : String.valueOf(said);
  }

  /** How long some look-ups and scripts take that find nothing, in the middle. */
  Latency latency(Clock clock) {
    String sequence = keys.sequence(0);
    return new Latency(
        middle(
            clock,
            () -> connection.await(connection.values(sequence, new Object[] {sequence}), "read")),
        middle(
            clock,
            () ->
                connection.await(
                    connection.run(Script.FLOORS, sequence, List.of(sequence), 0),
                    "run a script")));
  }

  private long middle(Clock clock, Runnable tried) {
    // The first one may have to teach a script, or to open a connection.
    tried.run();
    return LongStream.range(0, TRIES)
        .map(
            i -> {
              connection.requirePermit();
              long before = clock.nanos();
              tried.run();
              return TimeUnit.NANOSECONDS.toMicros(clock.nanos() - before);
            })
        .sorted()
        .skip(TRIES / 2)
        .findFirst()
        .orElse(0);
  }
}
