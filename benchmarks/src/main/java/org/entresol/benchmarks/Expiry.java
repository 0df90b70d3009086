package org.entresol.benchmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;

/** How long entries live; an hour is never reached, so that only the bookkeeping is measured. */
enum Expiry {
  /** Forever. */
  ETERNAL,
  /** An hour from creation. */
  CREATED,
  /** An hour from the last access. */
  ACCESSED;

  /** Returns this expiry in the terms of JCache. */
  Factory<? extends ExpiryPolicy> policy() {
    return switch (this) {
      case ETERNAL -> EternalExpiryPolicy.factoryOf();
      case CREATED -> CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR);
      case ACCESSED -> AccessedExpiryPolicy.factoryOf(Duration.ONE_HOUR);
    };
  }

  /** Adds the nearest thing that Caffeine itself has; its clock starts at each write. */
  Caffeine<Object, Object> addTo(Caffeine<Object, Object> builder) {
    return switch (this) {
      case ETERNAL -> builder;
      case CREATED -> builder.expireAfterWrite(1, TimeUnit.HOURS);
      case ACCESSED -> builder.expireAfterAccess(1, TimeUnit.HOURS);
    };
  }
}
