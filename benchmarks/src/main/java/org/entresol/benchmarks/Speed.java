package org.entresol.benchmarks;

/**
 * The speed of one cache at one time.
 *
 * @param opsPerSecond operations per second, all threads together
 * @param bytesPerOp what one operation allocated
 */
record Speed(double opsPerSecond, double bytesPerOp) {}
