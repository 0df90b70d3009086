package org.entresol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.entresol.config.model.Quantities;
import org.entresol.config.model.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A loaded value with what its source says of it: how long it lives, and what it can be invalidated
 * by.
 *
 * <p>Immutable; as safe for threads as its value.
 *
 * @param value the value; never null
 * @param timeToLive how long the entry lives from the load on, at most 36,500 days, or null when
 *     the expiry policy of the cache decides
 * @param tags its tags, beside those that the cache's settings give its entry; a set that cannot be
 *     changed
 * @param <V> the type of values
 */
public record Timed<V>(V value, @Nullable Duration timeToLive, Set<String> tags) {
  /** What one entry's time to live may be. */
  static final Scalar<Duration> LIVES = Quantities.span("1ns", Duration.ofNanos(1));

  /**
   * A value with all that may be said of it.
   *
   * @throws IllegalArgumentException if the time to live is not positive or longer than 36,500 days
   */
  public Timed {
    requireNonNull(value, "value");
    if (timeToLive != null) {
      LIVES.check("time to live", timeToLive);
    }
    tags = Set.copyOf(tags);
  }

  /**
   * A value with its time to live, and no tags of its own.
   *
   * @throws IllegalArgumentException if the time to live is not positive or longer than 36,500 days
   */
  public Timed(V value, @Nullable Duration timeToLive) {
    this(value, timeToLive, Set.of());
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

  /**
   * The same with other tags, see {@link EntresolCache#invalidateTags}. A load that brings some
   * into a cache whose settings say nothing of {@code tags} fails.
   */
  public Timed<V> tagged(String... tags) {
    return tagged(List.of(tags));
  }

  /** The same with other tags. */
  public Timed<V> tagged(Collection<String> tags) {
    return new Timed<>(value, timeToLive, Set.copyOf(tags));
  }
}
