package org.entresol.store.tiered;

import org.entresol.store.Entry;
import org.entresol.store.near.Place;
import org.entresol.tier.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A plan on its way.
 *
 * @param draft what it is to store, or null
 */
record Request<K, V>(Place<K, V> place, Plan plan, @Nullable Entry<V> draft) {}
