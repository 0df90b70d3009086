package org.entresol.engine;

import javax.cache.CacheException;
import org.entresol.tier.TierException;

/**
 * The news that the authority could not be asked, or gave no answer.
 *
 * <p>An operation that changes something may then have been carried out, or may still be.
 */
public final class AuthorityException extends CacheException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception of a failure of the authority. */
  public AuthorityException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }

  /** What users get to see of what fails, or is refused, below the engine. */
  public static CacheException forUsers(RuntimeException failure) {
    return (failure instanceof TierException)
        ? new AuthorityException(failure)
        : new CacheException(failure.getMessage(), failure);
  }
}
