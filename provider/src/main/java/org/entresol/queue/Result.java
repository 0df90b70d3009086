package org.entresol.queue;

import java.time.Duration;
import org.entresol.tier.QueueResult.Fate;

/**
 * What became of one claimed write.
 *
 * @param write the write
 * @param fate what becomes of it
 * @param pause how long it is left alone, where it is to be tried again
 * @param error what went wrong, in words; empty where nothing did
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record Result<K, V>(PendingWrite<K, V> write, Fate fate, Duration pause, String error) {

  /** The result of a write that the source has got. */
  public static <K, V> Result<K, V> done(PendingWrite<K, V> write) {
    return new Result<>(write, Fate.DONE, Duration.ZERO, "");
  }
}
