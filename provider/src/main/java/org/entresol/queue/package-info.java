/** The writes that the source of record has not got yet: in the heap, or in the tier. */
@NullMarked
package org.entresol.queue;

import org.jspecify.annotations.NullMarked;
