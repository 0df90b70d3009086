package org.entresol.tier;

/**
 * The exclusive right to one key among all nodes, for a limited time that is prolonged while its
 * holder lives.
 *
 * @param token a random number that tells this lease from all others of the key; never 0
 */
public record Lease(long token) {}
