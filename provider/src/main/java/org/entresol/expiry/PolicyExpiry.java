package org.entresol.expiry;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.tier.Lifetimes;
import org.jspecify.annotations.Nullable;

/**
 * An expiry that asks a policy of the user's each time.
 *
 * <p>A policy that throws leaves the choice to the provider (the contract of {@link ExpiryPolicy}):
 * a new entry then never expires, an existing one keeps its instant, and the failure is logged.
 */
final class PolicyExpiry extends Expiry {

  private static final Logger LOG = System.getLogger(PolicyExpiry.class.getName());

  private final ExpiryPolicy policy;

  PolicyExpiry(ExpiryPolicy policy) {
    this.policy = policy;
  }

  @Override
  public long forCreation() {
    return lifetime(ask(policy::getExpiryForCreation));
  }

  @Override
  public long forUpdate() {
    return ask(policy::getExpiryForUpdate);
  }

  @Override
  public long forAccess() {
    return ask(policy::getExpiryForAccess);
  }

  private long ask(Supplier<@Nullable Duration> question) {
    try {
      return nanos(question.get());
    } catch (Exception e) {
      LOG.log(Level.WARNING, "The expiry policy " + policy.getClass().getName() + " failed", e);
      return Lifetimes.UNCHANGED;
    }
  }

  @Override
  public long most() {
    return Lifetimes.ETERNAL;
  }

  @Override
  public boolean isEternal() {
    return false;
  }

  @Override
  public boolean movesOnAccess() {
    return true;
  }

  @Override
  public boolean ignoresPresent() {
    return false;
  }

  @Override
  public boolean asksUser() {
    return true;
  }
}
