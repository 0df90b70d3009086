package org.entresol.guard;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The right of one load to store its result, given before the loader reads its source.
 *
 * <p>Whoever changes the key meanwhile revokes it, so that a put or a remove wins over a load that
 * began before it. Thread-safe.
 */
public final class Ticket {

  private final long number = ThreadLocalRandom.current().nextLong() | 1;
  private final long since;
  private volatile boolean revoked;
  private volatile boolean used;
  private volatile boolean refused;

  /** A ticket of a load whose authority knows it by its number, or nobody does. */
  public Ticket() {
    this(0);
  }

  Ticket(long since) {
    this.since = since;
  }

  /**
   * The sequence of the store at which the load began, where that is the authority itself; 0 where
   * the authority knows by the ticket's number.
   */
  public long since() {
    return since;
  }

  /** A random number that tells this ticket from others of the key among all nodes; never 0. */
  public long number() {
    return number;
  }

  /** Takes the right away for good. */
  public void revoke() {
    revoked = true;
  }

  /** Whether the key has not been changed since the ticket was given. */
  public boolean stands() {
    return !revoked;
  }

  /** Notes that the load's result took effect, so that there is nothing to give back. */
  public void use() {
    used = true;
  }

  /** Notes that whoever judged the load's result did not let it be stored. */
  public void refuse() {
    refused = true;
  }

  /** Whether the load's result was not let be stored. */
  public boolean isRefused() {
    return refused;
  }

  /** Whether the load's result took effect. */
  public boolean isUsed() {
    return used;
  }
}
