package org.entresol.store;

import org.entresol.guard.KeyLocks;
import org.entresol.tier.ByteTier;

/**
 * What the holds of one cache are made of.
 *
 * @param tier the tier that gives leases
 * @param locks the locks of keys among the threads of this node
 * @param leases prolongs the leases that are held
 * @param terms how long a lease lasts, and how long one waits for it
 * @param wording the language of the tier
 * @param view what this node knows of the tier
 * @param dispatch the way to the tier
 * @param <K> the type of keys
 * @param <V> the type of values
 */
record Holding<K, V>(
    ByteTier tier,
    KeyLocks<K> locks,
    Prolonger<TieredHolds<K, V>> leases,
    TieredTerms terms,
    Wording<K, V> wording,
    NodeView<K, V> view,
    Dispatch<K, V> dispatch) {}
