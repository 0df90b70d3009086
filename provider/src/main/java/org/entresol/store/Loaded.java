package org.entresol.store;

/**
 * How the value of an entry came from the source.
 *
 * @param at when it was loaded, in nanoseconds of the cache's clock
 * @param took how many nanoseconds the load took
 */
public record Loaded(long at, long took) {}
