package org.entresol.jcache;

import org.entresol.recording.Spans;
import org.entresol.time.Clock;

/**
 * What the caches of one manager have in common when they are put together.
 *
 * @param classLoader finds the classes that configurations name
 * @param workers the threads of the manager
 * @param tiers its ways to shared authorities
 * @param feeds what it follows the changes of a database with
 * @param clock measures time
 * @param spans is told of what takes time
 */
record Surroundings(
    ClassLoader classLoader,
    Workers workers,
    TierAccess tiers,
    FeedAccess feeds,
    Clock clock,
    Spans spans) {}
