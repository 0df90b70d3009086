package org.entresol;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said about the loading of one cache; null where nothing was said. Written only until
 * {@link LoadSettings} holds it.
 */
final class LoadTerms implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  @Nullable LoadGuard guard;
  @Nullable Duration waitTime;
  @Nullable Duration lease;
  @Nullable Double refreshAhead;
  @Nullable Double refreshAfter;
  @Nullable Duration staleWhileRevalidate;
  @Nullable Duration staleIfError;
  @Nullable Duration backoff;
  @Nullable Duration softTimeout;
  @Nullable Duration hardTimeout;
  @Nullable Jitter jitter;
  @Nullable Duration absent;

  LoadTerms copy() {
    LoadTerms copy = new LoadTerms();
    copy.fillFrom(this);
    return copy;
  }

  /** Takes over what is said elsewhere where nothing was said here. */
  void fillFrom(LoadTerms other) {
    guard = guard != null ? guard : other.guard;
    waitTime = waitTime != null ? waitTime : other.waitTime;
    lease = lease != null ? lease : other.lease;
    fillRefreshFrom(other);
    staleWhileRevalidate =
        staleWhileRevalidate != null ? staleWhileRevalidate : other.staleWhileRevalidate;
    staleIfError = staleIfError != null ? staleIfError : other.staleIfError;
    backoff = backoff != null ? backoff : other.backoff;
    softTimeout = softTimeout != null ? softTimeout : other.softTimeout;
    hardTimeout = hardTimeout != null ? hardTimeout : other.hardTimeout;
    jitter = jitter != null ? jitter : other.jitter;
    absent = absent != null ? absent : other.absent;
  }

  /** The two exclude each other: who says one has said when to refresh. */
  private void fillRefreshFrom(LoadTerms other) {
    if (refreshAhead == null && refreshAfter == null) {
      refreshAhead = other.refreshAhead;
      refreshAfter = other.refreshAfter;
    }
  }

  private List<@Nullable Object> content() {
    return Arrays.asList(
        guard,
        waitTime,
        lease,
        refreshAhead,
        refreshAfter,
        staleWhileRevalidate,
        staleIfError,
        backoff,
        softTimeout,
        hardTimeout,
        jitter,
        absent);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof LoadTerms other && content().equals(other.content());
  }

  @Override
  public int hashCode() {
    return content().hashCode();
  }

  @Override
  public String toString() {
    return "guard=%s, waitTime=%s, lease=%s, refreshAhead=%s, refreshAfter=%s"
            .formatted(guard, waitTime, lease, refreshAhead, refreshAfter)
        + ", staleWhileRevalidate=%s, staleIfError=%s, backoff=%s"
            .formatted(staleWhileRevalidate, staleIfError, backoff)
        + ", softTimeout=%s, hardTimeout=%s, jitter=%s, absent=%s"
            .formatted(softTimeout, hardTimeout, jitter, absent);
  }
}
