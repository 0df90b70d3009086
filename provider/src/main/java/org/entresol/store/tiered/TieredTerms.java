package org.entresol.store.tiered;

import java.time.Duration;
import org.entresol.OnFailure;

/**
 * How long a store over a tier waits and trusts.
 *
 * @param lease how long a key lease outlives a holder that has died
 * @param patience how long an exclusive step waits for a key that another node holds
 * @param loadLease how long a load lock outlives a holder that has died
 * @param ticket how long a forgotten load ticket stays
 * @param maxStaleness how long near entries are served while the tier does not answer
 * @param keep how long a value that was loaded while the tier is away stays near
 * @param onFailure what becomes of steps while the tier is away
 */
public record TieredTerms(
    Duration lease,
    Duration patience,
    Duration loadLease,
    Duration ticket,
    Duration maxStaleness,
    Duration keep,
    OnFailure onFailure) {}
