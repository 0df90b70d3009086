package org.entresol.tier;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What one node wants of the tier of a cache.
 *
 * @param partitions the number of partitions; if nothing, what is there, or else the default
 * @param announces whether other nodes are told of changes
 * @param tellsValues whether they are told the values too
 * @param grace how long entries stay after they have expired
 * @param queue how pending writes are kept
 */
public record TierOptions(
    OptionalInt partitions,
    boolean announces,
    boolean tellsValues,
    Duration grace,
    QueueTerms queue) {}
