package org.entresol;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a cache loads, and how fresh the values are that its read-through reads give.
 *
 * <p>For each setting there is a method without parameters, which gives it, and one of the same
 * name with a parameter, which gives settings that differ in it. What was not said has a default,
 * and the configuration file may still say it. The freshness of values concerns read-through reads
 * only: to all other operations an entry that has run out is expired.
 *
 * <p>Immutable and thread-safe. Two settings are equal when the same was said in both: one that
 * says a default differs from one that leaves it open.
 */
public final class LoadSettings implements Serializable {
  /** The settings in which nothing is said: all have their defaults. */
  public static final LoadSettings DEFAULT = new LoadSettings(new LoadTerms());

  @Serial private static final long serialVersionUID = 1L;

  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);
  private static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);
  private static final Duration DEFAULT_BACKOFF = Duration.ofSeconds(1);
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final double MOST_AHEAD = 100;

  private final LoadTerms said;

  private LoadSettings(LoadTerms said) {
    this.said = said;
  }

  /** How far it is kept to one load of a key at a time; {@link LoadGuard#CLUSTER} by default. */
  public LoadGuard guard() {
    return requireNonNullElse(said.guard, LoadGuard.CLUSTER);
  }

  /** Another guard; {@link LoadGuard#CLUSTER} may be said on stacks with Redis only. */
  public LoadSettings guard(LoadGuard guard) {
    requireNonNull(guard, "load.guard");
    return with(terms -> terms.guard = guard);
  }

  /**
   * How long a caller waits for the load of another node before it serves a stale value, if it may,
   * or loads itself; zero for not at all, 5 seconds by default.
   */
  public Duration waitTime() {
    return requireNonNullElse(said.waitTime, DEFAULT_WAIT);
  }

  /**
   * Another longest wait; only on stacks with Redis.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings waitTime(Duration span) {
    checkSpan("load.wait", span, Duration.ZERO);
    return with(terms -> terms.waitTime = span);
  }

  /**
   * How long the lock of a key outlives a node that died while it loaded; 10 seconds by default. As
   * long as a loader runs, its lock is extended.
   */
  public Duration lease() {
    return requireNonNullElse(said.lease, DEFAULT_LEASE);
  }

  /**
   * Another lease; only on stacks with Redis.
   *
   * @throws IllegalArgumentException if it is not from 100 milliseconds to 36,500 days
   */
  public LoadSettings lease(Duration span) {
    checkSpan("load.lease", span, OwnSettings.LEAST_LEASE);
    return with(terms -> terms.lease = span);
  }

  /**
   * The β of refreshing ahead at random (XFetch), zero for not at all, which is the default. With 1
   * an entry is refreshed about one load time before its end; more is earlier.
   */
  public double refreshAhead() {
    return requireNonNullElse(said.refreshAhead, 0.0);
  }

  /**
   * Another β; not together with {@link #refreshAfter(double)}.
   *
   * @throws IllegalArgumentException if it is no number from 0 to 100
   */
  public LoadSettings refreshAhead(double beta) {
    if (!(beta >= 0 && beta <= MOST_AHEAD)) {
      throw new IllegalArgumentException(
          "load.refresh-ahead: " + beta + " is not allowed; allowed: a number from 0 to 100");
    }
    return with(terms -> terms.refreshAhead = beta);
  }

  /**
   * The share of its life after which a read refreshes an entry in the background, zero for not at
   * all, which is the default.
   */
  public double refreshAfter() {
    return requireNonNullElse(said.refreshAfter, 0.0);
  }

  /**
   * Another share of the life; not together with {@link #refreshAhead(double)}.
   *
   * @throws IllegalArgumentException if it is negative, no number, or not less than 1
   */
  public LoadSettings refreshAfter(double ofLifetime) {
    if (!(ofLifetime >= 0 && ofLifetime < 1)) {
      throw new IllegalArgumentException(
          "load.refresh-after: "
              + ofLifetime
              + " is not allowed; allowed: a share from 0 to less than 1");
    }
    return with(terms -> terms.refreshAfter = ofLifetime);
  }

  /**
   * How long after its end a value is served while one load in the background replaces it; zero for
   * not at all, which is the default.
   */
  public Duration staleWhileRevalidate() {
    return requireNonNullElse(said.staleWhileRevalidate, Duration.ZERO);
  }

  /**
   * Another time for serving stale values while they are replaced.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings staleWhileRevalidate(Duration span) {
    checkSpan("load.stale-while-revalidate", span, Duration.ZERO);
    return with(terms -> terms.staleWhileRevalidate = span);
  }

  /**
   * How long after its end a value is served when the load fails; zero for not at all, which is the
   * default.
   */
  public Duration staleIfError() {
    return requireNonNullElse(said.staleIfError, Duration.ZERO);
  }

  /**
   * Another time for serving stale values after failures.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings staleIfError(Duration span) {
    checkSpan("load.stale-if-error", span, Duration.ZERO);
    return with(terms -> terms.staleIfError = span);
  }

  /**
   * The time after its logical end for which a value is kept: the longer of {@link
   * #staleWhileRevalidate()} and {@link #staleIfError()}.
   */
  public Duration grace() {
    Duration whileRevalidate = staleWhileRevalidate();
    Duration ifError = staleIfError();
    return whileRevalidate.compareTo(ifError) > 0 ? whileRevalidate : ifError;
  }

  /**
   * The pause after a failed load, while a stale value is served; 1 second by default. It doubles
   * with each further failure, up to 30 times its length.
   */
  public Duration backoff() {
    return requireNonNullElse(said.backoff, DEFAULT_BACKOFF);
  }

  /**
   * Another first pause.
   *
   * @throws IllegalArgumentException if it is not from a millisecond to 36,500 days
   */
  public LoadSettings backoff(Duration span) {
    checkSpan("load.backoff", span, MILLISECOND);
    return with(terms -> terms.backoff = span);
  }

  /**
   * How long a caller waits for a load before it takes a stale value, if there is one, while the
   * load goes on; zero for no such limit, which is the default.
   */
  public Duration softTimeout() {
    return requireNonNullElse(said.softTimeout, Duration.ZERO);
  }

  /**
   * Another soft timeout, which must be shorter than the hard one.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings softTimeout(Duration span) {
    checkSpan("load.soft-timeout", span, Duration.ZERO);
    return with(terms -> terms.softTimeout = span);
  }

  /**
   * How long a caller waits for a load before it gets a {@link
   * javax.cache.integration.CacheLoaderException}; zero for no such limit, which is the default.
   */
  public Duration hardTimeout() {
    return requireNonNullElse(said.hardTimeout, Duration.ZERO);
  }

  /**
   * Another hard timeout, which must be longer than the soft one.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings hardTimeout(Duration span) {
    checkSpan("load.hard-timeout", span, Duration.ZERO);
    return with(terms -> terms.hardTimeout = span);
  }

  /** The most by which lives are cut short at random; {@link Jitter#NONE} by default. */
  public Jitter jitter() {
    return requireNonNullElse(said.jitter, Jitter.NONE);
  }

  /** Another jitter. */
  public LoadSettings jitter(Jitter jitter) {
    requireNonNull(jitter, "load.jitter");
    return with(terms -> terms.jitter = jitter);
  }

  /**
   * How long it is remembered that the loader had no value for a key; zero for not at all, which is
   * the default.
   */
  public Duration absent() {
    return requireNonNullElse(said.absent, Duration.ZERO);
  }

  /**
   * Another time for remembering that there is no value.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings absent(Duration span) {
    checkSpan("load.absent", span, Duration.ZERO);
    return with(terms -> terms.absent = span);
  }

  /** These settings, and the others where nothing is said in these. */
  LoadSettings over(LoadSettings other) {
    return with(terms -> terms.fillFrom(other.said));
  }

  /** Refuses settings that contradict each other. */
  void check() {
    if (refreshAhead() > 0 && refreshAfter() > 0) {
      throw new IllegalArgumentException(
          "load.refresh-after: %s is not allowed together with load.refresh-ahead: %s; allowed: one of them"
              .formatted(refreshAfter(), refreshAhead()));
    }
    if (!hardTimeout().isZero() && softTimeout().compareTo(hardTimeout()) >= 0) {
      throw new IllegalArgumentException(
          "load.soft-timeout: %s is not allowed with load.hard-timeout: %s; allowed: a shorter one"
              .formatted(softTimeout(), hardTimeout()));
    }
  }

  private LoadSettings with(Consumer<LoadTerms> change) {
    LoadTerms changed = said.copy();
    change.accept(changed);
    return new LoadSettings(changed);
  }

  private static void checkSpan(String key, Duration span, Duration least) {
    OwnSettings.within(key, requireNonNull(span, key), least);
  }

  /** What is said, for the checks that need to know; nobody writes it any more. */
  LoadTerms said() {
    return said;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof LoadSettings other && said.equals(other.said);
  }

  @Override
  public int hashCode() {
    return said.hashCode();
  }

  @Override
  public String toString() {
    return "LoadSettings[" + said + "]";
  }
}
