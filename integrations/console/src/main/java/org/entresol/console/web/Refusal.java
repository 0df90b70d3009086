package org.entresol.console.web;

/** The refusal of a request; its message says what is wrong and what is allowed. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /** Creates a refusal that is answered with a status of HTTP. */
  public Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
