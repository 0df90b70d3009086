package org.entresol.store.tiered;

import org.entresol.store.Entry;
import org.entresol.store.Transition;
import org.jspecify.annotations.Nullable;

/**
 * A step on its way.
 *
 * @param seen the entry that has to be there still, or one whose time has run out; null for none
 */
record Sent<K, V>(Transition<K, V> transition, @Nullable Entry<V> seen, Request<K, V> request) {}
