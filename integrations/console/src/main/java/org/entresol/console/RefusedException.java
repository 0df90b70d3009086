package org.entresol.console;

/** The refusal of a command; its message says what is wrong and what is allowed, in one line. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
