package org.entresol;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import org.entresol.config.model.Said;
import org.entresol.config.model.Setting;
import org.jspecify.annotations.Nullable;

/**
 * When and how the writer of a cache is called.
 *
 * <p>For each setting there is a method without parameters, which gives it, and one of the same
 * name with a parameter, which gives settings that differ in it. What was not said has a default,
 * and the configuration file may still say it. All but the mode concern {@link WriteMode#BEHIND}
 * only and are without effect elsewhere.
 *
 * <p>A value out of range is refused where it is said, with an {@link IllegalArgumentException}
 * that names what is allowed. No duration may be negative or longer than 36,500 days.
 *
 * <p>Immutable and thread-safe. Two settings are equal when the same was said in both: one that
 * says a default differs from one that leaves it open.
 */
public final class WriteSettings implements Serializable {
  /** The settings in which nothing is said: all have their defaults. */
  public static final WriteSettings DEFAULT = new WriteSettings(Said.NOTHING);

  @Serial private static final long serialVersionUID = 1L;

  private final Said said;

  private WriteSettings(Said said) {
    this.said = said;
  }

  /** What is said about writing among other things. */
  static WriteSettings in(Said said) {
    return new WriteSettings(said.only(CacheSettings.WRITE));
  }

  /** When the writer is called; {@link WriteMode#THROUGH} by default. */
  public WriteMode mode() {
    return said.get(CacheSettings.WRITE_MODE);
  }

  /**
   * Another mode; {@link WriteMode#BEHIND} only with a writer and write-through switched on, and
   * only together with {@link OnFailure#FAIL}.
   */
  public WriteSettings mode(WriteMode mode) {
    return with(CacheSettings.WRITE_MODE, mode);
  }

  /**
   * How long a pending write waits for later ones of its key; 5 seconds by default. It runs from
   * the first write of the key that is not in the source yet.
   */
  public Duration delay() {
    return said.get(CacheSettings.DELAY);
  }

  /** Another delay, zero for none. */
  public WriteSettings delay(Duration span) {
    return with(CacheSettings.DELAY, span);
  }

  /** The most writes handed to one call of the writer; 100 by default. */
  public int batch() {
    return said.get(CacheSettings.WRITE_BATCH);
  }

  /** Another size of batches, from 1 to 10,000. */
  public WriteSettings batch(int writes) {
    return with(CacheSettings.WRITE_BATCH, writes);
  }

  /** How often a write is tried before it becomes a {@link DeadLetter}; 10 by default. */
  public int tries() {
    return said.get(CacheSettings.TRIES);
  }

  /** Another number of tries, from 1 to 250. */
  public WriteSettings tries(int number) {
    return with(CacheSettings.TRIES, number);
  }

  /**
   * The pause after the first failed try of a write; 1 second by default. It doubles with each
   * further one, up to 5 minutes.
   */
  public Duration backoff() {
    return said.get(CacheSettings.WRITE_BACKOFF);
  }

  /** Another first pause, from a millisecond on. */
  public WriteSettings backoff(Duration span) {
    return with(CacheSettings.WRITE_BACKOFF, span);
  }

  /**
   * The most writes that may be pending, and also the most dead letters; 100,000 by default. The
   * parts a cache is cut into in Redis have equal shares of it.
   */
  public int maxPending() {
    return said.get(CacheSettings.MAX_PENDING);
  }

  /** Another bound of the pending writes, from 1 to 100,000,000. */
  public WriteSettings maxPending(int writes) {
    return with(CacheSettings.MAX_PENDING, writes);
  }

  /**
   * How long an operation waits for room among the pending writes before it throws a {@link
   * javax.cache.CacheException}, zero for not at all; 30 seconds by default.
   */
  public Duration waitTime() {
    return said.get(CacheSettings.WRITE_WAIT);
  }

  /** Another longest wait. */
  public WriteSettings waitTime(Duration span) {
    return with(CacheSettings.WRITE_WAIT, span);
  }

  /**
   * How long a node that died or hangs keeps the right to write a part of the cache; 10 seconds by
   * default. As long as a node works, its right is extended. Of meaning on {@link Stack#isShared()
   * shared} stacks only.
   */
  public Duration lease() {
    return said.get(CacheSettings.WRITE_LEASE);
  }

  /** Another lease, from 100 milliseconds on; only on {@link Stack#isShared() shared} stacks. */
  public WriteSettings lease(Duration span) {
    return with(CacheSettings.WRITE_LEASE, span);
  }

  /**
   * How long flushing, and closing the cache, waits until all is written, zero for not at all; 30
   * seconds by default.
   */
  public Duration flushTimeout() {
    return said.get(CacheSettings.FLUSH_TIMEOUT);
  }

  /** Another longest wait of flushing and closing. */
  public WriteSettings flushTimeout(Duration span) {
    return with(CacheSettings.FLUSH_TIMEOUT, span);
  }

  /** The age of the oldest pending write from which on a warning is logged; 1 minute by default. */
  public Duration warnAfter() {
    return said.get(CacheSettings.WARN_AFTER);
  }

  /** Another age for warnings, from a millisecond on. */
  public WriteSettings warnAfter(Duration span) {
    return with(CacheSettings.WARN_AFTER, span);
  }

  /** What is said. */
  Said said() {
    return said;
  }

  private <T> WriteSettings with(Setting<T> setting, T value) {
    setting.check(value);
    return new WriteSettings(said.with(setting, value));
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof WriteSettings other && said.equals(other.said);
  }

  @Override
  public int hashCode() {
    return said.hashCode();
  }

  @Override
  public String toString() {
    return "WriteSettings" + said;
  }
}
