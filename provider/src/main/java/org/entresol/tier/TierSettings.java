package org.entresol.tier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an authority is reached, and how long one waits for it.
 *
 * @param yaml the configuration of the client below, in its own words
 * @param namespace the first part of the names of all that lies there
 * @param commandTimeout the longest that one call waits
 * @param breakerFailures how many failures in a row make calls be refused
 * @param breakerPause how long they are refused before one is tried
 * @param connectTimeout the longest that joining may take
 * @param directory where the authority lies, if it lies on disk; else null
 */
public record TierSettings(
    String yaml,
    String namespace,
    Duration commandTimeout,
    int breakerFailures,
    Duration breakerPause,
    Duration connectTimeout,
    @Nullable TierDirectory directory) {}
