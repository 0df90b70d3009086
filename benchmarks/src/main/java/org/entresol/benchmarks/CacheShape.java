package org.entresol.benchmarks;

import javax.cache.configuration.MutableConfiguration;

/**
 * What every peer is asked for: keys are strings, and the bound is the same for all.
 *
 * @param valueType the class of the values
 * @param byValue whether values are copied on the way in and out
 * @param expiry how long entries live
 */
record CacheShape<V>(Class<V> valueType, boolean byValue, Expiry expiry) {

  /** The bound, in entries; more than is stored, so that nothing is evicted. */
  static final int MAX_ENTRIES = 10_000;

  /** The name of the cache. */
  static final String NAME = "benchmark";

  /** Returns a new JCache configuration of this shape; the bound is the peer's to add. */
  MutableConfiguration<String, V> configuration() {
    return new MutableConfiguration<String, V>()
        .setTypes(String.class, valueType)
        .setStoreByValue(byValue)
        .setExpiryPolicyFactory(expiry.policy());
  }
}
