package org.entresol.tier;

/**
 * What tells an entry of a tier from every other that is or was under the same key.
 *
 * @param sequence the sequence of the partition when the entry was written
 * @param nonce a random number of its own, since a load does not step the sequence
 */
public record Version(long sequence, long nonce) {}
