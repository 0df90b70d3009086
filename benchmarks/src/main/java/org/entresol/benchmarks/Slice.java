package org.entresol.benchmarks;

/**
 * What one fresh JVM measured.
 *
 * @param scenario what was done
 * @param peer who did it
 * @param round the turn, from 0; slices of the same round lie side by side in time
 * @param opsPerSecond the best of its iterations, all threads together: what else the machine does
 *     can only slow one down
 * @param bytesPerOp what one operation allocated
 */
record Slice(Scenario scenario, Peer peer, int round, double opsPerSecond, double bytesPerOp) {}
