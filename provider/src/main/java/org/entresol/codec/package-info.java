/** Copies of objects for caches that store by value, and the size of objects. */
@NullMarked
package org.entresol.codec;

import org.jspecify.annotations.NullMarked;
