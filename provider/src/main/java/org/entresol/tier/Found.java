package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a look-up: the entry, and how far the partition had got when it was read.
 *
 * @param sequence the sequence of the key's partition at that moment; 0 when there is none
 * @param entry the present entry, or null
 */
public record Found(long sequence, @Nullable Stored entry) {}
