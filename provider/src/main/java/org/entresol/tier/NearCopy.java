package org.entresol.tier;

/**
 * What a node serves of a key from its own heap.
 *
 * @param version the version of the entry
 * @param validAt a sequence of the partition at which this was the key's entry
 */
public record NearCopy(Version version, long validAt) {}
