package org.entresol;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
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
  public static final LoadSettings DEFAULT = new LoadSettings(Terms.NONE);

  @Serial private static final long serialVersionUID = 1L;

  static final Term<LoadGuard> GUARD = Term.of("load.guard", LoadGuard.class, LoadGuard.CLUSTER);
  static final Term<Duration> WAIT = Term.span("load.wait", Duration.ZERO, Duration.ofSeconds(5));
  static final Term<Duration> LEASE =
      Term.span("load.lease", OwnSettings.LEAST_LEASE, Duration.ofSeconds(10));

  private static final Term<Double> REFRESH_AHEAD =
      new Term<>("load.refresh-ahead", Double.class, 0.0, LoadSettings::checkAhead);
  private static final Term<Double> REFRESH_AFTER =
      new Term<>("load.refresh-after", Double.class, 0.0, LoadSettings::checkAfter);
  private static final Term<Duration> STALE_WHILE_REVALIDATE =
      Term.span("load.stale-while-revalidate", Duration.ZERO, Duration.ZERO);
  private static final Term<Duration> STALE_IF_ERROR =
      Term.span("load.stale-if-error", Duration.ZERO, Duration.ZERO);
  private static final Term<Duration> BACKOFF =
      Term.span("load.backoff", OwnSettings.MILLISECOND, Duration.ofSeconds(1));
  private static final Term<Duration> SOFT_TIMEOUT =
      Term.span("load.soft-timeout", Duration.ZERO, Duration.ZERO);
  private static final Term<Duration> HARD_TIMEOUT =
      Term.span("load.hard-timeout", Duration.ZERO, Duration.ZERO);
  private static final Term<Jitter> JITTER = Term.of("load.jitter", Jitter.class, Jitter.NONE);
  private static final Term<Duration> ABSENT =
      Term.span("load.absent", Duration.ZERO, Duration.ZERO);

  private static final double MOST_AHEAD = 100;

  private final Terms said;

  private LoadSettings(Terms said) {
    this.said = said;
  }

  /** How far it is kept to one load of a key at a time; {@link LoadGuard#CLUSTER} by default. */
  public LoadGuard guard() {
    return said.get(GUARD);
  }

  /** Another guard; {@link LoadGuard#CLUSTER} may be said on stacks with Redis only. */
  public LoadSettings guard(LoadGuard guard) {
    return with(GUARD, guard);
  }

  /**
   * How long a caller waits for the load of another node before it serves a stale value, if it may,
   * or loads itself; zero for not at all, 5 seconds by default.
   */
  public Duration waitTime() {
    return said.get(WAIT);
  }

  /**
   * Another longest wait; only on stacks with Redis.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings waitTime(Duration span) {
    return with(WAIT, span);
  }

  /**
   * How long the lock of a key outlives a node that died while it loaded; 10 seconds by default. As
   * long as a loader runs, its lock is extended.
   */
  public Duration lease() {
    return said.get(LEASE);
  }

  /**
   * Another lease; only on stacks with Redis.
   *
   * @throws IllegalArgumentException if it is not from 100 milliseconds to 36,500 days
   */
  public LoadSettings lease(Duration span) {
    return with(LEASE, span);
  }

  /**
   * The β of refreshing ahead at random (XFetch), zero for not at all, which is the default. With 1
   * an entry is refreshed about one load time before its end; more is earlier.
   */
  public double refreshAhead() {
    return said.get(REFRESH_AHEAD);
  }

  /**
   * Another β; not together with {@link #refreshAfter(double)}.
   *
   * @throws IllegalArgumentException if it is no number from 0 to 100
   */
  public LoadSettings refreshAhead(double beta) {
    return with(REFRESH_AHEAD, beta);
  }

  /**
   * The share of its life after which a read refreshes an entry in the background, zero for not at
   * all, which is the default.
   */
  public double refreshAfter() {
    return said.get(REFRESH_AFTER);
  }

  /**
   * Another share of the life; not together with {@link #refreshAhead(double)}.
   *
   * @throws IllegalArgumentException if it is negative, no number, or not less than 1
   */
  public LoadSettings refreshAfter(double ofLifetime) {
    return with(REFRESH_AFTER, ofLifetime);
  }

  /**
   * How long after its end a value is served while one load in the background replaces it; zero for
   * not at all, which is the default.
   */
  public Duration staleWhileRevalidate() {
    return said.get(STALE_WHILE_REVALIDATE);
  }

  /**
   * Another time for serving stale values while they are replaced.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings staleWhileRevalidate(Duration span) {
    return with(STALE_WHILE_REVALIDATE, span);
  }

  /**
   * How long after its end a value is served when the load fails; zero for not at all, which is the
   * default.
   */
  public Duration staleIfError() {
    return said.get(STALE_IF_ERROR);
  }

  /**
   * Another time for serving stale values after failures.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings staleIfError(Duration span) {
    return with(STALE_IF_ERROR, span);
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
    return said.get(BACKOFF);
  }

  /**
   * Another first pause.
   *
   * @throws IllegalArgumentException if it is not from a millisecond to 36,500 days
   */
  public LoadSettings backoff(Duration span) {
    return with(BACKOFF, span);
  }

  /**
   * How long a caller waits for a load before it takes a stale value, if there is one, while the
   * load goes on; zero for no such limit, which is the default.
   */
  public Duration softTimeout() {
    return said.get(SOFT_TIMEOUT);
  }

  /**
   * Another soft timeout, which must be shorter than the hard one.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings softTimeout(Duration span) {
    return with(SOFT_TIMEOUT, span);
  }

  /**
   * How long a caller waits for a load before it gets a {@link
   * javax.cache.integration.CacheLoaderException}; zero for no such limit, which is the default.
   */
  public Duration hardTimeout() {
    return said.get(HARD_TIMEOUT);
  }

  /**
   * Another hard timeout, which must be longer than the soft one.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings hardTimeout(Duration span) {
    return with(HARD_TIMEOUT, span);
  }

  /** The most by which lives are cut short at random; {@link Jitter#NONE} by default. */
  public Jitter jitter() {
    return said.get(JITTER);
  }

  /** Another jitter. */
  public LoadSettings jitter(Jitter jitter) {
    return with(JITTER, jitter);
  }

  /**
   * How long it is remembered that the loader had no value for a key; zero for not at all, which is
   * the default.
   */
  public Duration absent() {
    return said.get(ABSENT);
  }

  /**
   * Another time for remembering that there is no value.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public LoadSettings absent(Duration span) {
    return with(ABSENT, span);
  }

  /**
   * These settings, and the others where nothing is said in these. The two ways of refreshing
   * exclude each other: who says one has said when to refresh.
   */
  LoadSettings over(LoadSettings other) {
    boolean refreshSaid = said(REFRESH_AHEAD) != null || said(REFRESH_AFTER) != null;
    Terms rest =
        refreshSaid ? other.said.without(REFRESH_AHEAD).without(REFRESH_AFTER) : other.said;
    return new LoadSettings(said.over(rest));
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

  private <T> LoadSettings with(Term<T> term, T value) {
    return new LoadSettings(said.with(term, value));
  }

  private static void checkAhead(double beta) {
    if (!(beta >= 0 && beta <= MOST_AHEAD)) {
      throw new IllegalArgumentException(
          REFRESH_AHEAD.key() + ": " + beta + " is not allowed; allowed: a number from 0 to 100");
    }
  }

  private static void checkAfter(double ofLifetime) {
    if (!(ofLifetime >= 0 && ofLifetime < 1)) {
      throw new IllegalArgumentException(
          REFRESH_AFTER.key()
              + ": "
              + ofLifetime
              + " is not allowed; allowed: a share from 0 to less than 1");
    }
  }

  /** What was said about one term, or null when nothing was. */
  <T> @Nullable T said(Term<T> term) {
    return said.said(term);
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
    return "LoadSettings" + said;
  }
}
