package org.entresol.store;

import org.jspecify.annotations.Nullable;

/**
 * A step on its way.
 *
 * @param seen the entry that has to be there still, or one whose time has run out; null for none
 */
record Sent<K, V>(Transition<K, V> transition, @Nullable Entry<V> seen, Request<K, V> request) {}
