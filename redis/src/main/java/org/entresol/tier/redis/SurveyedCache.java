package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.entresol.tier.Backlog;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/**
 * One cache as it lies in Redis, without anything that only its nodes know. What is done to it by
 * its tier is announced to them. Thread-safe.
 */
public final class SurveyedCache {

  /** What the nodes say of their queues is not known: a dead letter finds room in any case. */
  private static final QueueTerms TERMS = new QueueTerms(Duration.ZERO, Integer.MAX_VALUE);

  private final CacheName name;
  private final RedisConnection connection;
  private final RedisTier tier;
  private final QueuePages pages;
  private final String codec;

  SurveyedCache(Place place, CacheName name, CacheRecord record) {
    this.name = name;
    this.connection = place.connection();
    this.codec = record.codec();
    KeySpace keys =
        new KeySpace(name.namespace(), name.cache(), name.version(), record.partitions());
    TierOptions options =
        new TierOptions(
            name.version(), OptionalInt.empty(), true, false, Duration.ZERO, TERMS, record.codec());
    this.tier = new RedisTier(place, keys, record, options);
    // Who looks on leaves what cannot be read to the nodes.
    this.pages = new QueuePages(connection, keys, (partition, at, rows) -> {}, false);
  }

  /** What tells it from others. */
  public CacheName name() {
    return name;
  }

  /** The name of the way in which its values become bytes. */
  public String codec() {
    return codec;
  }

  /** Its tier, which hears of nothing. */
  public ByteTier tier() {
    return tier;
  }

  /** The name of a key's entry in Redis. */
  public String entry(byte[] key) {
    return new String(tier.keys().entry(tier.partitionOf(key), key), UTF_8);
  }

  /** How a key is written in the name of its entry. */
  public String written(byte[] key) {
    return new String(tier.keys().own(key), UTF_8);
  }

  /** The key that is written so; null if none is. */
  public byte @Nullable [] key(String written) {
    byte[] own = written.getBytes(UTF_8);
    byte[] key = tier.keys().keyOfOwn(own);
    return (key != null && written(key).equals(written)) ? key : null;
  }

  /**
   * The memory that a key's entry takes, its name included; 0 if there is none.
   *
   * @return nothing where the user may not ask for it
   */
  public OptionalLong memory(byte[] key) {
    RedisExtent extent = new RedisExtent(connection, 1);
    extent.add(entry(key));
    try {
      return OptionalLong.of(extent.memory().get(0));
    } catch (TierException e) {
      e.requireRefusal();
      return OptionalLong.empty();
    }
  }

  /**
   * How far the source of record lags behind each partition. Ages are those since a pending write
   * was due, as what it has waited before is known to nodes alone.
   */
  public List<Backlog> backlogs() {
    return tier.queue().backlogs();
  }

  /** Some of the pending writes, without their payloads. */
  public List<QueuedWrite> pending(int most) {
    return pages.pending(most);
  }

  /** Some of the dead letters, the longest dead first in each partition, without their payloads. */
  public List<DeadWrite> dead(int most) {
    return pages.dead(most);
  }
}
