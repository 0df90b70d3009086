package org.entresol.jcache;

import java.io.Closeable;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A policy by which nothing expires, and whose closing runs something.
 *
 * @param closing what it runs
 */
record ClosingPolicy(Runnable closing) implements ExpiryPolicy, Closeable {
  @Override
  public Duration getExpiryForCreation() {
    return Duration.ETERNAL;
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    return null;
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    return null;
  }

  @Override
  public void close() {
    closing.run();
  }
}
