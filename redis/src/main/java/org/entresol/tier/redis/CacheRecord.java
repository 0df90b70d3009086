package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/**
 * What all nodes agree on of one cache: format, number of partitions and codec, under a key of its
 * own.
 *
 * <p>No operation reads that key, so it would be the first to be evicted, and then a node with
 * other partitions would be admitted. Each node that has the cache open asks for it steadily, and
 * makes it again when it is lost. Who finds another one has no right to the entries any more: what
 * it would do to a key, others would never see. Thread-safe.
 */
final class CacheRecord {

  private static final String FORMAT = "1";

  private static final String FORMAT_FIELD = "format";
  private static final String PARTITIONS_FIELD = "partitions";
  private static final String CODEC_FIELD = "codec";
  private static final int PARTITIONS_OF_SERVER = 16;
  private static final int PARTITIONS_OF_CLUSTER = 256;
  private static final int MOST_PARTITIONS = 16384;

  private final RedisConnection connection;
  private final String cache;
  private final String name;
  private final int partitions;
  private final String codec;
  private final LongAdder refusals = new LongAdder();
  private boolean ended;
  private volatile boolean emptied;

  /** Why this node has to stop; null as long as it may go on. */
  private volatile @Nullable String refusal;

  private CacheRecord(
      RedisConnection connection, String cache, String name, int partitions, String codec) {
    this.connection = connection;
    this.cache = cache;
    this.name = name;
    this.partitions = partitions;
    this.codec = codec;
  }

  /**
   * The record of a cache, which is made if there is none.
   *
   * @param cache the name of the cache, for messages
   * @param name the record's key
   * @param options what the node wants; if it says no number of partitions, that which is there, or
   *     else the default
   * @throws TierException if it is of an unknown format, or has another number or codec
   */
  static CacheRecord open(
      RedisConnection connection, String cache, String name, TierOptions options) {
    OptionalInt wanted = options.partitions();
    int byDefault = partitions(connection.isCluster());
    List<Object> fields = read(connection, cache, name, wanted.orElse(byDefault), options.codec());
    CacheRecord record = of(connection, cache, name, fields);
    int found = record.partitions();
    if (wanted.isPresent() && found != wanted.getAsInt()) {
      throw refused(
          "partitions: %d is not allowed, as %s has %d; allowed: %d, or to destroy the cache first"
              .formatted(wanted.getAsInt(), name, found, found));
    }
    options.requireCodec(record.codec(), name);
    return record;
  }

  /**
   * The record of a cache that others have made.
   *
   * @throws TierException if there is none, or it is of an unknown format
   */
  static CacheRecord existing(RedisConnection connection, String cache, String name) {
    connection.requirePermit();
    List<Object> fields =
        connection.await(fields(connection, name), "look for the cache '" + cache + "'");
    if (!isRecord(fields)) {
      throw refused("There is no record %s of a cache".formatted(name));
    }
    return of(connection, cache, name, fields);
  }

  private static CompletableFuture<List<Object>> fields(RedisConnection connection, String name) {
    return connection.fields(name, FORMAT_FIELD, PARTITIONS_FIELD, CODEC_FIELD);
  }

  private static boolean isRecord(List<Object> fields) {
    return fields.get(0) != null && fields.get(1) != null;
  }

  /** Those of some names under which a record lies, of whatever format; many are asked at once. */
  static List<CacheName> existing(RedisConnection connection, List<CacheName> names) {
    List<CacheName> existing = new ArrayList<>();
    for (int from = 0; from < names.size(); from += RedisScan.BATCH) {
      connection.requirePermit();
      List<CacheName> part = names.subList(from, Math.min(names.size(), from + RedisScan.BATCH));
      List<CompletableFuture<List<Object>>> answers =
          part.stream().map(name -> fields(connection, name.record())).toList();
      for (int i = 0; i < part.size(); i++) {
        if (isRecord(connection.await(answers.get(i), "look for caches"))) {
          existing.add(part.get(i));
        }
      }
    }
    return existing;
  }

  private static CacheRecord of(
      RedisConnection connection, String cache, String name, List<Object> fields) {
    int found = partitions(fields);
    if (!format(fields).equals(FORMAT) || found < 1 || found > MOST_PARTITIONS) {
      throw refused(
          "The record %s has format '%s' and %d partitions; allowed: format %s and 1 to %d"
              .formatted(name, format(fields), found, FORMAT, MOST_PARTITIONS));
    }
    return new CacheRecord(connection, cache, name, found, codec(fields));
  }

  private static List<Object> read(
      RedisConnection connection, String cache, String name, int partitions, String codec) {
    connection.requirePermit();
    return connection.await(
        connection.run(Script.OPEN, name, List.of(name), FORMAT, partitions, codec),
        "open the cache '" + cache + "'");
  }

  private static String format(List<Object> fields) {
    return (fields.get(0) instanceof byte[] some) ? new String(some, UTF_8) : "";
  }

  private static int partitions(List<Object> fields) {
    return (int) Math.min(Integer.MAX_VALUE, EntryFormat.decimal((byte[]) fields.get(1)));
  }

  private static String codec(List<Object> fields) {
    return (fields.get(2) instanceof byte[] some)
        ? new String(some, UTF_8)
        : TierOptions.FIRST_CODEC;
  }

  private static TierException refused(String message) {
    return new TierException(message, null, true);
  }

  /** How many partitions a cache has of which nothing is said. */
  static int partitions(boolean cluster) {
    return cluster ? PARTITIONS_OF_CLUSTER : PARTITIONS_OF_SERVER;
  }

  /** The number of partitions. */
  int partitions() {
    return partitions;
  }

  /** The name of the way in which values become bytes. */
  String codec() {
    return codec;
  }

  /** Refuses at once where Redis is not asked now, or where this node had to stop. */
  void requirePermit() {
    String reason = refusal;
    if (reason != null) {
      throw refused(reason);
    }
    try {
      connection.requirePermit();
    } catch (TierException e) {
      refusals.increment();
      throw e;
    }
  }

  /** How many calls for this cache were refused because Redis had not answered those before. */
  long refusals() {
    return refusals.sum();
  }

  /**
   * Asks for the record, and makes it again if it is lost.
   *
   * @return why this node has to stop from now on; null if it need not, or has stopped already
   */
  synchronized @Nullable String renew() {
    if (ended || refusal != null) {
      return null;
    }
    List<Object> fields = read(connection, cache, name, partitions, codec);
    if (format(fields).equals(FORMAT)
        && partitions(fields) == partitions
        && codec(fields).equals(codec)) {
      return null;
    }
    refusal =
        ("The record %s has format '%s', %d partitions and the codec %s by now, and this node goes by"
                + " format %s, %d and %s: it was lost, and another node has made it; allowed: to close"
                + " the cache here, and to open it with what is there")
            .formatted(
                name,
                format(fields),
                partitions(fields),
                TierOptions.shown(codec(fields)),
                FORMAT,
                partitions,
                codec);
    return refusal;
  }

  /**
   * Does something to what goes with the record; nothing is done, and an empty text is the answer,
   * when the record is being removed.
   */
  synchronized String unlessEnded(Supplier<String> change) {
    return ended ? "" : change.get();
  }

  /** Lets the record be removed, which this node does not make again. */
  synchronized void end() {
    ended = true;
  }

  /** Takes that back: the record still stands. */
  synchronized void goOn() {
    ended = false;
  }

  /** Notes that there is no entry any more, as the cache is being destroyed. */
  void emptied() {
    emptied = true;
  }

  boolean isEmptied() {
    return emptied;
  }
}
