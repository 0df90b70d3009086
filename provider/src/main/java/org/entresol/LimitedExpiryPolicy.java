package org.entresol;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.io.Serializable;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * An expiry policy with a time to live and an idle time: an entry expires so long after its
 * creation (or its last change), or so long after its last use, whichever is first.
 *
 * <p>To JCache alone it is a policy whose accesses may prolong a life without end; Entresol knows
 * it and ends the life in time. Immutable and thread-safe.
 */
public final class LimitedExpiryPolicy implements ExpiryPolicy, Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private final Duration live;
  private final Duration idle;
  private final boolean renewed;

  private LimitedExpiryPolicy(Duration live, Duration idle, boolean renewed) {
    this.live = requireNonNull(live, "live");
    this.idle = requireNonNull(idle, "idle");
    this.renewed = renewed;
  }

  /**
   * Expires after a time from the creation on, or an idle time from creation or the last read on. A
   * change leaves both alone.
   */
  public static LimitedExpiryPolicy created(Duration live, Duration idle) {
    return new LimitedExpiryPolicy(live, idle, false);
  }

  /**
   * Expires after a time from creation or the last change on, or an idle time from creation, the
   * last change or the last read on.
   */
  public static LimitedExpiryPolicy modified(Duration live, Duration idle) {
    return new LimitedExpiryPolicy(live, idle, true);
  }

  /** The time to live, which no access prolongs. */
  public Duration getTimeToLive() {
    return live;
  }

  /** The shorter of the two times. */
  @Override
  public Duration getExpiryForCreation() {
    boolean liveIsLonger =
        !idle.isEternal()
            && (live.isEternal()
                || live.getTimeUnit().toNanos(live.getDurationAmount())
                    > idle.getTimeUnit().toNanos(idle.getDurationAmount()));
    return liveIsLonger ? idle : live;
  }

  /** The idle time. */
  @Override
  public Duration getExpiryForAccess() {
    return idle;
  }

  /** The shorter of the two times, or null when a change leaves them alone. */
  @Override
  public @Nullable Duration getExpiryForUpdate() {
    return renewed ? getExpiryForCreation() : null;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof LimitedExpiryPolicy other
        && live.equals(other.live)
        && idle.equals(other.idle)
        && renewed == other.renewed;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * live.hashCode() + idle.hashCode()) + Boolean.hashCode(renewed);
  }

  @Override
  public String toString() {
    return "LimitedExpiryPolicy[%s %s, accessed %s]"
        .formatted(renewed ? "modified" : "created", live, idle);
  }
}
