package org.entresol.expiry;

import java.util.Set;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.entresol.LimitedExpiryPolicy;
import org.entresol.tier.Lifetimes;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an entry's instant of expiry when it is created, updated or accessed (JSR-107,
 * chapter 6).
 *
 * <p>All lengths are nanoseconds, as {@link Lifetimes} has them. Thread-safe as far as the policy
 * of the user is.
 */
public abstract sealed class Expiry permits FixedExpiry, PolicyExpiry {

  /** The five policies of the specification, whose durations never change. */
  private static final Set<Class<? extends ExpiryPolicy>> STANDARD =
      Set.of(
          CreatedExpiryPolicy.class,
          ModifiedExpiryPolicy.class,
          AccessedExpiryPolicy.class,
          TouchedExpiryPolicy.class,
          EternalExpiryPolicy.class);

  /**
   * The expiry of a policy: asked once and for all if it is one of the specification's five or has
   * a limit, otherwise as often as the specification says.
   */
  public static Expiry of(ExpiryPolicy policy) {
    if (policy instanceof LimitedExpiryPolicy limited) {
      return fixed(policy, nanos(limited.getTimeToLive()));
    }
    return STANDARD.contains(policy.getClass())
        ? fixed(policy, Lifetimes.ETERNAL)
        : new PolicyExpiry(policy);
  }

  private static Expiry fixed(ExpiryPolicy policy, long most) {
    return new FixedExpiry(
        lifetime(nanos(policy.getExpiryForCreation())),
        nanos(policy.getExpiryForUpdate()),
        nanos(policy.getExpiryForAccess()),
        most);
  }

  /** How long a new entry lives; 0 if it is not to be stored at all. */
  public abstract long forCreation();

  /** How long an entry lives from its update on, or {@link Lifetimes#UNCHANGED}. */
  public abstract long forUpdate();

  /** How long an entry lives from an access on, or {@link Lifetimes#UNCHANGED}. */
  public abstract long forAccess();

  /**
   * How long accesses may prolong a life at most, from creation or an update that does not leave it
   * unchanged; {@link Lifetimes#ETERNAL} for without end.
   */
  public abstract long most();

  /** Whether no entry ever expires, so that the clock need not be read. */
  public abstract boolean isEternal();

  /** Whether an access may move the instant. */
  public abstract boolean movesOnAccess();

  /** Whether a stored entry lives as long, and does live, whether it replaces another or not. */
  public abstract boolean ignoresPresent();

  /** Whether asking runs code of the user's, which must not happen where other keys may wait. */
  public abstract boolean asksUser();

  /** The length for a new entry: there is no instant that could stay unchanged. */
  static long lifetime(long length) {
    return (length == Lifetimes.UNCHANGED) ? Lifetimes.ETERNAL : length;
  }

  /** A duration of the specification as a length; null means unchanged. */
  static long nanos(@Nullable Duration duration) {
    if (duration == null) {
      return Lifetimes.UNCHANGED;
    }
    return duration.isEternal()
        ? Lifetimes.ETERNAL
        : duration.getTimeUnit().toNanos(duration.getDurationAmount());
  }
}
