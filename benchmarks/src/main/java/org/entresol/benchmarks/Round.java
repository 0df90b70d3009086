package org.entresol.benchmarks;

import java.util.Map;

/**
 * What lies side by side in time, and may therefore be compared.
 *
 * @param scenario what was done
 * @param speeds who did it, and how fast
 */
record Round(Scenario scenario, Map<Peer, Speed> speeds) {}
