/**
 * Entries by key: the seam between what an operation means and where entries lie. Below it are
 * {@code heap}, a store of this JVM alone, and {@code tiered}, rows on their way to a shared tier,
 * with {@code near}, what this node knows of that tier.
 */
@NullMarked
package org.entresol.store;

import org.jspecify.annotations.NullMarked;
