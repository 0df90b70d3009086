package org.entresol.guard;

/** Thrown by an operation that was overtaken by others in each of its {@link Rounds}. */
public final class OvertakenException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  OvertakenException(String message) {
    super(message);
  }
}
