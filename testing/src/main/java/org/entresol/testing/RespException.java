package org.entresol.testing;

/** An error that the server answered with, such as `WRONGTYPE …`. */
public final class RespException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RespException(String message) {
    super(message);
  }
}
