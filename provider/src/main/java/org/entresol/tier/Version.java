package org.entresol.tier;

/**
 * What tells an entry of a tier from every other that is or was under the same key.
 *
 * @param sequence the sequence of the partition when the entry was written
 * @param nonce a random number of its own, since a load does not step the sequence; not longer than
 *     {@link EntryBytes#NONCE_BYTES}
 */
public record Version(long sequence, long nonce) {}
