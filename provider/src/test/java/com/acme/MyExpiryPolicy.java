package com.acme;

import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** A day from creation. */
public final class MyExpiryPolicy implements ExpiryPolicy {
  @Override
  public Duration getExpiryForCreation() {
    return Duration.ONE_DAY;
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    return null;
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    return null;
  }
}
