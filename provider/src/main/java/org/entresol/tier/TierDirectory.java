package org.entresol.tier;

import java.nio.file.Path;

/**
 * Where a tier on disk lies, and what is demanded of it: all who share it demand the same.
 *
 * @param path the directory, absolute
 * @param shards the number of files that entries are spread over
 * @param durability what an acknowledged change survives
 * @param bound how much may lie in it
 */
public record TierDirectory(Path path, int shards, Durability durability, DiskBound bound) {}
