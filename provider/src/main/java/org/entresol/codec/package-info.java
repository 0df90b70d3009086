/** Copies of objects for caches that store by value, their size, and their bytes. */
@NullMarked
package org.entresol.codec;

import org.jspecify.annotations.NullMarked;
