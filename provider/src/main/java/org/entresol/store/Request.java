package org.entresol.store;

import org.entresol.tier.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A plan on its way.
 *
 * @param draft what it is to store, or null
 */
record Request<K, V>(Place<K, V> place, Plan plan, @Nullable Entry<V> draft) {}
