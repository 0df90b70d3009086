package org.entresol.tier;

/**
 * The exclusive right to one key among all nodes, for a limited time that is prolonged while its
 * holder lives.
 *
 * @param token a random number that tells this lease from all others of the key; 0 is {@link
 *     #NOBODYS} alone
 */
public record Lease(long token) {

  /** What stands in the place of a lease where the key has to be nobody's. */
  public static final Lease NOBODYS = new Lease(0);
}
