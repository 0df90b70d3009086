/**
 * Changes that others make in the source of record: which caches they concern, and the seam of what
 * follows them.
 */
@NullMarked
package org.entresol.feed;

import org.jspecify.annotations.NullMarked;
