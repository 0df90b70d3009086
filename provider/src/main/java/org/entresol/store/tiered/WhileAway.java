package org.entresol.store.tiered;

import java.time.Duration;
import org.entresol.OnFailure;

/**
 * What becomes of a cache while its tier is away, and when it is back.
 *
 * @param maxStaleness how long near entries are served while the tier does not answer
 * @param keep how long a value that was loaded meanwhile stays near
 * @param onFailure what becomes of steps
 * @param grows whether values only grow, and none counts as the least: what was put meanwhile must
 *     not be missing afterwards
 */
public record WhileAway(Duration maxStaleness, Duration keep, OnFailure onFailure, boolean grows) {}
