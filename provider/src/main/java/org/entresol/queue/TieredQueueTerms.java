package org.entresol.queue;

import java.time.Duration;

/**
 * How one node deals with the pending writes of a tier.
 *
 * @param delay how long a write waits for later ones of its key
 * @param batch the most writes that are claimed with one command
 * @param lease after which the claims of a dead node end
 * @param patience how long a step waits for room before it is refused
 */
public record TieredQueueTerms(Duration delay, int batch, Duration lease, Duration patience) {}
