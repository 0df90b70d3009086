package org.entresol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.entresol.config.model.Quantities;
import org.entresol.config.model.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A loaded value with its own time to live.
 *
 * <p>Immutable; as safe for threads as its value.
 *
 * @param value the value; never null
 * @param timeToLive how long the entry lives from the load on, at most 36,500 days, or null when
 *     the expiry policy of the cache decides
 * @param <V> the type of values
 */
public record Timed<V>(V value, @Nullable Duration timeToLive) {
  /** What one entry's time to live may be. */
  static final Scalar<Duration> LIVES = Quantities.span("1ns", Duration.ofNanos(1));

  /**
   * A value with its time to live.
   *
   * @throws IllegalArgumentException if the time to live is not positive or longer than 36,500 days
   */
  public Timed {
    requireNonNull(value, "value");
    if (timeToLive != null) {
      LIVES.check("time to live", timeToLive);
    }
  }

  /** A value whose time to live the expiry policy of the cache decides. */
  public static <V> Timed<V> of(V value) {
    return new Timed<>(value, null);
  }

  /**
   * A value with its own time to live.
   *
   * @throws IllegalArgumentException if the time to live is not positive or longer than 36,500 days
   */
  public static <V> Timed<V> of(V value, Duration timeToLive) {
    return new Timed<>(value, requireNonNull(timeToLive, "time to live"));
  }
}
