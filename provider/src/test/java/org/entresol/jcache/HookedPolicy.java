package org.entresol.jcache;

import java.util.function.Function;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** An expiry policy of a user's own: a function of what happens to the entry. */
public final class HookedPolicy implements ExpiryPolicy {
  /** What may happen to an entry. */
  public enum Occasion {
    CREATION,
    UPDATE,
    ACCESS
  }

  private final Function<Occasion, @Nullable Duration> answer;

  /** A policy that answers by a function. */
  public HookedPolicy(Function<Occasion, @Nullable Duration> answer) {
    this.answer = answer;
  }

  @Override
  public @Nullable Duration getExpiryForCreation() {
    return answer.apply(Occasion.CREATION);
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    return answer.apply(Occasion.ACCESS);
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    return answer.apply(Occasion.UPDATE);
  }
}
