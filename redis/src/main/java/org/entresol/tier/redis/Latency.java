package org.entresol.tier.redis;

/**
 * How long Redis takes to answer, in the middle of some tries.
 *
 * @param roundTripMicros the microseconds that a command takes which does next to nothing
 * @param scriptMicros the microseconds that a script takes which finds nothing
 */
public record Latency(long roundTripMicros, long scriptMicros) {}
