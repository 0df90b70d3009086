package org.entresol;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import org.entresol.config.model.Said;
import org.entresol.config.model.Setting;
import org.jspecify.annotations.Nullable;

/**
 * How a cache loads, and how fresh the values are that its read-through reads give.
 *
 * <p>For each setting there is a method without parameters, which gives it, and one of the same
 * name with a parameter, which gives settings that differ in it. What was not said has a default,
 * and the configuration file may still say it. The freshness of values concerns read-through reads
 * only: to all other operations an entry that has run out is expired.
 *
 * <p>A value out of range is refused where it is said, with an {@link IllegalArgumentException}
 * that names what is allowed. No duration may be negative or longer than 36,500 days.
 *
 * <p>Immutable and thread-safe. Two settings are equal when the same was said in both: one that
 * says a default differs from one that leaves it open.
 */
public final class LoadSettings implements Serializable {
  /** The settings in which nothing is said: all have their defaults. */
  public static final LoadSettings DEFAULT = new LoadSettings(Said.NOTHING);

  @Serial private static final long serialVersionUID = 1L;

  private final Said said;

  private LoadSettings(Said said) {
    this.said = said;
  }

  /** What is said about loading among other things. */
  static LoadSettings in(Said said) {
    return new LoadSettings(said.only(CacheSettings.LOAD));
  }

  /** How far it is kept to one load of a key at a time; {@link LoadGuard#CLUSTER} by default. */
  public LoadGuard guard() {
    return said.get(CacheSettings.LOAD_GUARD);
  }

  /**
   * Another guard; {@link LoadGuard#CLUSTER} may be said on {@link Stack#isShared() shared} stacks
   * only.
   */
  public LoadSettings guard(LoadGuard guard) {
    return with(CacheSettings.LOAD_GUARD, guard);
  }

  /**
   * How long a caller waits for the load of another node before it serves a stale value, if it may,
   * or loads itself; zero for not at all, 5 seconds by default.
   */
  public Duration waitTime() {
    return said.get(CacheSettings.LOAD_WAIT);
  }

  /** Another longest wait; only on {@link Stack#isShared() shared} stacks. */
  public LoadSettings waitTime(Duration span) {
    return with(CacheSettings.LOAD_WAIT, span);
  }

  /**
   * How long the lock of a key outlives a node that died while it loaded; 10 seconds by default. As
   * long as a loader runs, its lock is extended.
   */
  public Duration lease() {
    return said.get(CacheSettings.LOAD_LEASE);
  }

  /** Another lease, from 100 milliseconds on; only on {@link Stack#isShared() shared} stacks. */
  public LoadSettings lease(Duration span) {
    return with(CacheSettings.LOAD_LEASE, span);
  }

  /**
   * The β of refreshing ahead at random (XFetch), zero for not at all, which is the default. With 1
   * an entry is refreshed about one load time before its end; more is earlier.
   */
  public double refreshAhead() {
    return said.get(CacheSettings.REFRESH_AHEAD);
  }

  /** Another β, from 0 to 100; not together with {@link #refreshAfter(double)}. */
  public LoadSettings refreshAhead(double beta) {
    return with(CacheSettings.REFRESH_AHEAD, beta);
  }

  /**
   * The share of its life after which a read refreshes an entry in the background, zero for not at
   * all, which is the default.
   */
  public double refreshAfter() {
    return said.get(CacheSettings.REFRESH_AFTER);
  }

  /**
   * Another share of the life, from 0 to less than 1; not together with {@link
   * #refreshAhead(double)}.
   */
  public LoadSettings refreshAfter(double ofLifetime) {
    return with(CacheSettings.REFRESH_AFTER, ofLifetime);
  }

  /**
   * How long after its end a value is served while one load in the background replaces it; zero for
   * not at all, which is the default.
   */
  public Duration staleWhileRevalidate() {
    return said.get(CacheSettings.STALE_WHILE_REVALIDATE);
  }

  /** Another time for serving stale values while they are replaced. */
  public LoadSettings staleWhileRevalidate(Duration span) {
    return with(CacheSettings.STALE_WHILE_REVALIDATE, span);
  }

  /**
   * How long after its end a value is served when the load fails; zero for not at all, which is the
   * default.
   */
  public Duration staleIfError() {
    return said.get(CacheSettings.STALE_IF_ERROR);
  }

  /** Another time for serving stale values after failures. */
  public LoadSettings staleIfError(Duration span) {
    return with(CacheSettings.STALE_IF_ERROR, span);
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
    return said.get(CacheSettings.LOAD_BACKOFF);
  }

  /** Another first pause, from a millisecond on. */
  public LoadSettings backoff(Duration span) {
    return with(CacheSettings.LOAD_BACKOFF, span);
  }

  /**
   * How long a caller waits for a load before it takes a stale value, if there is one, while the
   * load goes on; zero for no such limit, which is the default.
   */
  public Duration softTimeout() {
    return said.get(CacheSettings.SOFT_TIMEOUT);
  }

  /** Another soft timeout, which must be shorter than the hard one. */
  public LoadSettings softTimeout(Duration span) {
    return with(CacheSettings.SOFT_TIMEOUT, span);
  }

  /**
   * How long a caller waits for a load before it gets a {@link
   * javax.cache.integration.CacheLoaderException}; zero for no such limit, which is the default.
   */
  public Duration hardTimeout() {
    return said.get(CacheSettings.HARD_TIMEOUT);
  }

  /** Another hard timeout, which must be longer than the soft one. */
  public LoadSettings hardTimeout(Duration span) {
    return with(CacheSettings.HARD_TIMEOUT, span);
  }

  /** The most by which lives are cut short at random; {@link Jitter#NONE} by default. */
  public Jitter jitter() {
    return said.get(CacheSettings.JITTER);
  }

  /** Another jitter. */
  public LoadSettings jitter(Jitter jitter) {
    return with(CacheSettings.JITTER, jitter);
  }

  /**
   * How long it is remembered that the loader had no value for a key; zero for not at all, which is
   * the default.
   */
  public Duration absent() {
    return said.get(CacheSettings.ABSENT);
  }

  /** Another time for remembering that there is no value. */
  public LoadSettings absent(Duration span) {
    return with(CacheSettings.ABSENT, span);
  }

  /**
   * By what it is known which state of its source a load has read; {@link LoadSnapshot#NONE} by
   * default.
   */
  public LoadSnapshot snapshot() {
    return said.get(CacheSettings.LOAD_SNAPSHOT);
  }

  /**
   * Another way to know it; {@link LoadSnapshot#POSTGRES} goes with a {@link SnapshotLoader}, in a
   * manager that follows the tables of the cache.
   */
  public LoadSettings snapshot(LoadSnapshot snapshot) {
    return with(CacheSettings.LOAD_SNAPSHOT, snapshot);
  }

  /** What is said. */
  Said said() {
    return said;
  }

  private <T> LoadSettings with(Setting<T> setting, T value) {
    setting.check(value);
    return new LoadSettings(said.with(setting, value));
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
