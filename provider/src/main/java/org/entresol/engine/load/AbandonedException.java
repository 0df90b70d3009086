package org.entresol.engine.load;

import javax.cache.integration.CacheLoaderException;

/** The news that the thread was interrupted that carried out a load which others wait for. */
final class AbandonedException extends CacheLoaderException {

  private static final long serialVersionUID = 1L;

  AbandonedException(Throwable cause) {
    super("The thread was interrupted that carried out the load which this one waited for", cause);
  }
}
