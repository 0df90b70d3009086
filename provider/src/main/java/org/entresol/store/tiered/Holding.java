package org.entresol.store.tiered;

import org.entresol.store.near.NodeView;
import org.entresol.tier.ByteTier;

/**
 * What the holds of one cache are made of.
 *
 * @param tier the tier that gives leases
 * @param view what this node knows of the tier, with the locks of keys among its threads
 * @param leases prolongs the leases that are held
 * @param terms how long a lease lasts, and how long one waits for it
 * @param wording the language of the tier
 * @param settling takes over what the tier answers
 * @param dispatch the way to the tier
 * @param <K> the type of keys
 * @param <V> the type of values
 */
record Holding<K, V>(
    ByteTier tier,
    NodeView<K, V> view,
    Prolonger leases,
    TieredTerms terms,
    Wording<K, V> wording,
    Settling<K, V> settling,
    Dispatch<K, V> dispatch) {}
