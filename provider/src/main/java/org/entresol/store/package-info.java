/** Entries by key: the heap alone, or (to come) a near cache over an authority. */
@NullMarked
package org.entresol.store;

import org.jspecify.annotations.NullMarked;
