/** Durations into instants: what an expiry policy says, in nanoseconds of the cache's clock. */
@NullMarked
package org.entresol.expiry;

import org.jspecify.annotations.NullMarked;
