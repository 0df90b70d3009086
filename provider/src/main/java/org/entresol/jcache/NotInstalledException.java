package org.entresol.jcache;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The lack of one way to something outside: the message says what there is, and what is allowed.
 */
final class NotInstalledException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  NotInstalledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
