/** One load and one exclusive step per key: locks by key, single flights, and no endless waits. */
@NullMarked
package org.entresol.guard;

import org.jspecify.annotations.NullMarked;
