package org.entresol.store.tiered;

import java.time.Duration;

/**
 * How long a store over a tier waits and trusts.
 *
 * @param lease how long a key lease outlives a holder that has died
 * @param patience how long an exclusive step waits for a key that another node holds
 * @param loadLease how long a load lock outlives a holder that has died
 * @param ticket how long a forgotten load ticket stays
 * @param audits how many announced changes are looked into in a second, at most
 * @param away what becomes of it all while the tier is away
 */
public record TieredTerms(
    Duration lease,
    Duration patience,
    Duration loadLease,
    Duration ticket,
    int audits,
    WhileAway away) {}
