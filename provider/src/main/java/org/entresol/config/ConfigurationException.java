package org.entresol.config;

import java.io.Serial;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that cannot be used: the message names the place (file, line and column, or the
 * property), the key, its value and what is allowed.
 */
public final class ConfigurationException extends CacheException {
  @Serial private static final long serialVersionUID = 1L;

  /** An exception with the message alone. */
  public ConfigurationException(String message) {
    super(message);
  }

  /** An exception with what brought it about, which may be null. */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
