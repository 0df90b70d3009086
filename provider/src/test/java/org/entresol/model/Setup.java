package org.entresol.model;

import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * What the cache of a program is configured to be.
 *
 * @param byValue whether it stores by value
 * @param policy its expiry policy
 * @param length the duration of a standard policy
 * @param scale the unit of time
 * @param loader whether there is a loader
 * @param readThrough whether misses ask it
 * @param writer whether there is a writer
 * @param oldValues whether listeners want old values
 * @param listeners who listens
 * @param tagged whether each entry has a tag, by the number that it is stored with
 */
record Setup(
    boolean byValue,
    Policy policy,
    Length length,
    TimeScale scale,
    boolean loader,
    boolean readThrough,
    boolean writer,
    boolean oldValues,
    Listeners listeners,
    boolean tagged) {

  /** Who listens. */
  enum Listeners {
    NONE,
    SYNCHRONOUS,
    /** An asynchronous listener beside the synchronous one. */
    BOTH
  }

  /** The policies of the specification, and one whose answers each step plans. */
  enum Policy {
    CREATED,
    MODIFIED,
    ACCESSED,
    TOUCHED,
    ETERNAL,
    PLANNED
  }

  /**
   * The tag of an entry that is stored with a number: the same when the object is changed, since by
   * reference it is not said when it is looked at.
   */
  static String tagOf(int number) {
    return "t" + number % 10 % 3;
  }

  /** The same, but for how values are stored. */
  Setup storing(boolean storesByValue) {
    return new Setup(
        storesByValue,
        policy,
        length,
        scale,
        loader,
        readThrough,
        writer,
        oldValues,
        listeners,
        tagged);
  }

  ExpiryPolicy newPolicy() {
    return switch (policy) {
      case CREATED -> new CreatedExpiryPolicy(fixed());
      case MODIFIED -> new ModifiedExpiryPolicy(fixed());
      case ACCESSED -> new AccessedExpiryPolicy(fixed());
      case TOUCHED -> new TouchedExpiryPolicy(fixed());
      case ETERNAL -> new EternalExpiryPolicy();
      case PLANNED -> new PlannedPolicy(scale);
    };
  }

  private Duration fixed() {
    Duration duration = length.duration(scale);
    if (duration == null) {
      throw new IllegalArgumentException("a standard policy has a duration, not " + length);
    }
    return duration;
  }
}
