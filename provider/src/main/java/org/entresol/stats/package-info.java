/** Counters of one cache, and its two MXBeans. */
@NullMarked
package org.entresol.stats;

import org.jspecify.annotations.NullMarked;
