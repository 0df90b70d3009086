package org.entresol.tier.redis;

import org.entresol.tier.Pulse;
import org.entresol.time.Clock;

/**
 * What the tiers of one manager go by among the nodes that share a Redis. Thread-safe.
 *
 * @param connection the way to Redis
 * @param channel the subscription to what is announced
 * @param clock the estimate of the server's clock
 * @param facts what is known of the server
 * @param pulse the threads of the background
 * @param time this node's own clock
 * @param audience the tiers that are open
 */
record Place(
    RedisConnection connection,
    AnnounceChannel channel,
    ServerClock clock,
    ServerFacts facts,
    Pulse pulse,
    Clock time,
    Audience audience) {}
