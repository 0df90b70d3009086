package org.entresol.tier.memory;

import org.entresol.tier.Act;
import org.entresol.tier.Outcome;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What came of a plan, and what there is to be told of it.
 *
 * @param outcome the answer
 * @param told as which act others hear of it, or null
 * @param old the present entry before it, or null
 * @param entry the new entry, or null
 */
record Made(Outcome outcome, @Nullable Act told, @Nullable Stored old, @Nullable Stored entry) {}
