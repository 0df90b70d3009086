/** Caches on disk, by the way on which applications get them. */
@NullMarked
package org.entresol.disk;

import org.jspecify.annotations.NullMarked;
