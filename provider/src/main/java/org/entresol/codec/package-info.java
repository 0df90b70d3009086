/**
 * The face of the codec: copies of objects for caches that store by value, their size, and their
 * bytes; which classes may stand in bytes; the failures.
 *
 * <p>It is the lowest of the five rooms and holds what the others and their users share: {@code
 * copy}, {@code wire}, {@code key} and {@code envelope} implement it, and only who assembles a
 * cache names these.
 */
@NullMarked
package org.entresol.codec;

import org.jspecify.annotations.NullMarked;
