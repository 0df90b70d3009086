package org.entresol.tier;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What one node wants of the tier of a cache.
 *
 * @param version the version of what the cache holds, which tells it from others of its name
 * @param partitions the number of partitions; if nothing, what is there, or else the default
 * @param announces whether other nodes are told of changes
 * @param tellsValues whether they are told the values too
 * @param grace how long entries stay after they have expired
 * @param queue how pending writes are kept
 */
public record TierOptions(
    OptionalInt version,
    OptionalInt partitions,
    boolean announces,
    boolean tellsValues,
    Duration grace,
    QueueTerms queue) {}
