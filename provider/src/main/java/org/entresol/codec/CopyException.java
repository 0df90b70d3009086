package org.entresol.codec;

import org.jspecify.annotations.Nullable;

/**
 * The failure to copy or measure an object; its message names the class, the reason and the ways
 * out.
 */
public final class CopyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A failure with its whole message and the exception that led to it, null when there was none.
   */
  CopyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
