/**
 * Copies of objects without a walk: the plan for each class, the layout of its fields, and the
 * shell by which Java serialization makes an object again. It knows the face alone, and is public
 * only where {@code codec.wire} and {@code codec.key} go on from it.
 */
@NullMarked
package org.entresol.codec.copy;

import org.jspecify.annotations.NullMarked;
