package org.entresol.tier;

import java.time.Duration;
import java.util.OptionalInt;
import org.entresol.fault.OneLine;

/**
 * What one node wants of the tier of a cache.
 *
 * @param version the version of what the cache holds, which tells it from others of its name
 * @param partitions the number of partitions; if nothing, what is there, or else the default
 * @param announces whether other nodes are told of changes
 * @param tellsValues whether they are told the values too
 * @param grace how long entries stay after they have expired
 * @param queue how pending writes are kept
 * @param codec the name of the way in which values become bytes, the same for all nodes
 */
public record TierOptions(
    OptionalInt version,
    OptionalInt partitions,
    boolean announces,
    boolean tellsValues,
    Duration grace,
    QueueTerms queue,
    String codec) {

  /** What those records mean that name no codec: they were made when there was no other. */
  public static final String FIRST_CODEC = "kryo";

  private static final int LONGEST_SHOWN = 100;

  /**
   * Refuses a cache whose values become bytes in another way.
   *
   * @param found what its record names
   * @param record what the record is called, for the message
   * @throws TierException if it is another
   */
  public void requireCodec(String found, String record) {
    if (!found.equals(codec)) {
      throw new TierException(
          "codec: %s is not allowed, as %s has %s; allowed: that one, another version, or to destroy the cache first"
              .formatted(codec, record, shown(found)),
          null,
          true);
    }
  }

  /** A name that a stranger may have written, for messages. */
  public static String shown(String codec) {
    return OneLine.of(codec.substring(0, Math.min(codec.length(), LONGEST_SHOWN)));
  }
}
