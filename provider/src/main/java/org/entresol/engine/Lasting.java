package org.entresol.engine;

/**
 * How long entries last apart from what the expiry policy says.
 *
 * @param forEver whether no entry of this cache ever expires, so that no clock need be read
 * @param grace how many nanoseconds an expired entry is kept, for reads that may be given it
 */
public record Lasting(boolean forEver, long grace) {}
