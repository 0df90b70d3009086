package org.entresol.guard;

/**
 * The right of one load to store its result, given before the loader reads its source.
 *
 * <p>Whoever changes the key meanwhile revokes it, so that a put or a remove wins over a load that
 * began before it. Thread-safe.
 */
public final class Ticket {

  private volatile boolean revoked;

  /** Takes the right away for good. */
  public void revoke() {
    revoked = true;
  }

  /** Whether the key has not been changed since the ticket was given. */
  public boolean stands() {
    return !revoked;
  }
}
