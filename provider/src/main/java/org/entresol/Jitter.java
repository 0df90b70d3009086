package org.entresol;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.entresol.config.model.Quantities;
import org.jspecify.annotations.Nullable;

/**
 * The most by which the life of a loaded entry is cut short at random, so that entries loaded
 * together do not run out together.
 *
 * <p>Immutable and thread-safe. A jitter of nothing, however it was made, equals {@link #NONE}.
 */
public final class Jitter implements Serializable {
  /** No jitter: every life has its full length. */
  public static final Jitter NONE = new Jitter(0, 0);

  @Serial private static final long serialVersionUID = 1L;

  private static final long LEAST_LEFT = TimeUnit.MILLISECONDS.toNanos(1);

  /** Of the two one is zero, if not both. */
  private final double share;

  private final long nanos;

  private Jitter(double share, long nanos) {
    this.share = share;
    this.nanos = nanos;
  }

  /**
   * A jitter that grows with the life.
   *
   * @param ofLifetime the share of a life that may be cut off, from 0 to 1; of each life a
   *     millisecond is left
   * @throws IllegalArgumentException if it is no number from 0 to 1
   */
  public static Jitter share(double ofLifetime) {
    if (!(ofLifetime >= 0 && ofLifetime <= 1)) {
      throw new IllegalArgumentException(
          "load.jitter: " + ofLifetime + " is not allowed; allowed: a share from 0 to 1");
    }
    return ofLifetime == 0 ? NONE : new Jitter(ofLifetime, 0);
  }

  /**
   * A jitter of the same length for all lives.
   *
   * @param most the longest time that may be cut off, zero for none; of each life half is left
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public static Jitter upTo(Duration most) {
    Quantities.SPAN.check("load.jitter", requireNonNull(most, "load.jitter"));
    return most.isZero() ? NONE : new Jitter(0, most.toNanos());
  }

  /**
   * The most that may be cut off a life, in nanoseconds; never all of it.
   *
   * @param lifeNanos the length of the life in nanoseconds; nothing is cut off one that is not
   *     positive
   */
  public long nanos(long lifeNanos) {
    long most =
        share > 0
            ? Math.min((long) (lifeNanos * share), lifeNanos - LEAST_LEFT)
            : Math.min(nanos, lifeNanos / 2);
    return Math.max(0, most);
  }

  /** Whether every life has its full length. */
  public boolean isNone() {
    return equals(NONE);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Jitter other
        && Double.compare(share, other.share) == 0
        && nanos == other.nanos;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(share) * 31 + Long.hashCode(nanos);
  }

  /** The share, or the duration in the form of ISO 8601. */
  @Override
  public String toString() {
    return nanos > 0 ? Duration.ofNanos(nanos).toString() : String.valueOf(share);
  }
}
