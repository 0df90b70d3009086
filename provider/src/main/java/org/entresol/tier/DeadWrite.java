package org.entresol.tier;

/**
 * A pending write that was given up after its last try.
 *
 * @param write the write
 * @param buried when that was, in milliseconds of the tier's clock
 * @param error what went wrong at the last try, in words
 */
public record DeadWrite(QueuedWrite write, long buried, String error) {}
