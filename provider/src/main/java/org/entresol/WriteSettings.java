package org.entresol;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When and how the writer of a cache is called.
 *
 * <p>For each setting there is a method without parameters, which gives it, and one of the same
 * name with a parameter, which gives settings that differ in it. What was not said has a default,
 * and the configuration file may still say it. All but the mode concern {@link WriteMode#BEHIND}
 * only and are without effect elsewhere.
 *
 * <p>Immutable and thread-safe. Two settings are equal when the same was said in both: one that
 * says a default differs from one that leaves it open.
 */
public final class WriteSettings implements Serializable {
  /** The settings in which nothing is said: all have their defaults. */
  public static final WriteSettings DEFAULT = new WriteSettings(Terms.NONE);

  @Serial private static final long serialVersionUID = 1L;

  static final Term<Duration> LEASE =
      Term.span("write.lease", OwnSettings.LEAST_LEASE, Duration.ofSeconds(10));

  private static final Term<WriteMode> MODE =
      Term.of("write.mode", WriteMode.class, WriteMode.THROUGH);
  private static final Term<Duration> DELAY =
      Term.span("write.delay", Duration.ZERO, Duration.ofSeconds(5));
  private static final Term<Integer> BATCH = Term.count("write.batch", 10_000, 100);
  private static final Term<Integer> TRIES = Term.count("write.tries", 250, 10);
  private static final Term<Duration> BACKOFF =
      Term.span("write.backoff", OwnSettings.MILLISECOND, Duration.ofSeconds(1));
  private static final Term<Integer> MAX_PENDING =
      Term.count("write.max-pending", 100_000_000, 100_000);
  private static final Term<Duration> WAIT =
      Term.span("write.wait", Duration.ZERO, Duration.ofSeconds(30));
  private static final Term<Duration> FLUSH_TIMEOUT =
      Term.span("write.flush-timeout", Duration.ZERO, Duration.ofSeconds(30));
  private static final Term<Duration> WARN_AFTER =
      Term.span("write.warn-after", OwnSettings.MILLISECOND, Duration.ofMinutes(1));

  private final Terms said;

  private WriteSettings(Terms said) {
    this.said = said;
  }

  /** When the writer is called; {@link WriteMode#THROUGH} by default. */
  public WriteMode mode() {
    return said.get(MODE);
  }

  /**
   * Another mode; {@link WriteMode#BEHIND} only with a writer and write-through switched on, and
   * not together with {@link OnFailure#DEGRADE}.
   */
  public WriteSettings mode(WriteMode mode) {
    return with(MODE, mode);
  }

  /**
   * How long a pending write waits for later ones of its key; 5 seconds by default. It runs from
   * the first write of the key that is not in the source yet.
   */
  public Duration delay() {
    return said.get(DELAY);
  }

  /**
   * Another delay, zero for none.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public WriteSettings delay(Duration span) {
    return with(DELAY, span);
  }

  /** The most writes handed to one call of the writer; 100 by default. */
  public int batch() {
    return said.get(BATCH);
  }

  /**
   * Another size of batches.
   *
   * @throws IllegalArgumentException if it is not from 1 to 10,000
   */
  public WriteSettings batch(int writes) {
    return with(BATCH, writes);
  }

  /** How often a write is tried before it becomes a {@link DeadLetter}; 10 by default. */
  public int tries() {
    return said.get(TRIES);
  }

  /**
   * Another number of tries.
   *
   * @throws IllegalArgumentException if it is not from 1 to 250
   */
  public WriteSettings tries(int number) {
    return with(TRIES, number);
  }

  /**
   * The pause after the first failed try of a write; 1 second by default. It doubles with each
   * further one, up to 5 minutes.
   */
  public Duration backoff() {
    return said.get(BACKOFF);
  }

  /**
   * Another first pause.
   *
   * @throws IllegalArgumentException if it is not from a millisecond to 36,500 days
   */
  public WriteSettings backoff(Duration span) {
    return with(BACKOFF, span);
  }

  /**
   * The most writes that may be pending, and also the most dead letters; 100,000 by default. The
   * parts a cache is cut into in Redis have equal shares of it.
   */
  public int maxPending() {
    return said.get(MAX_PENDING);
  }

  /**
   * Another bound of the pending writes.
   *
   * @throws IllegalArgumentException if it is not from 1 to 100,000,000
   */
  public WriteSettings maxPending(int writes) {
    return with(MAX_PENDING, writes);
  }

  /**
   * How long an operation waits for room among the pending writes before it throws a {@link
   * javax.cache.CacheException}, zero for not at all; 30 seconds by default.
   */
  public Duration waitTime() {
    return said.get(WAIT);
  }

  /**
   * Another longest wait.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public WriteSettings waitTime(Duration span) {
    return with(WAIT, span);
  }

  /**
   * How long a node that died or hangs keeps the right to write a part of the cache; 10 seconds by
   * default. As long as a node works, its right is extended. Of meaning on stacks with Redis only.
   */
  public Duration lease() {
    return said.get(LEASE);
  }

  /**
   * Another lease; only on stacks with Redis.
   *
   * @throws IllegalArgumentException if it is not from 100 milliseconds to 36,500 days
   */
  public WriteSettings lease(Duration span) {
    return with(LEASE, span);
  }

  /**
   * How long flushing, and closing the cache, waits until all is written, zero for not at all; 30
   * seconds by default.
   */
  public Duration flushTimeout() {
    return said.get(FLUSH_TIMEOUT);
  }

  /**
   * Another longest wait of flushing and closing.
   *
   * @throws IllegalArgumentException if it is negative or longer than 36,500 days
   */
  public WriteSettings flushTimeout(Duration span) {
    return with(FLUSH_TIMEOUT, span);
  }

  /** The age of the oldest pending write from which on a warning is logged; 1 minute by default. */
  public Duration warnAfter() {
    return said.get(WARN_AFTER);
  }

  /**
   * Another age for warnings.
   *
   * @throws IllegalArgumentException if it is not from a millisecond to 36,500 days
   */
  public WriteSettings warnAfter(Duration span) {
    return with(WARN_AFTER, span);
  }

  /** These settings, and the others where nothing is said in these. */
  WriteSettings over(WriteSettings other) {
    return new WriteSettings(said.over(other.said));
  }

  private <T> WriteSettings with(Term<T> term, T value) {
    return new WriteSettings(said.with(term, value));
  }

  /** What was said about one term, or null when nothing was. */
  <T> @Nullable T said(Term<T> term) {
    return said.said(term);
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
