/**
 * The canonical forms of keys: readable text, or bytes of their parts. It takes the fields of a
 * class from {@code codec.copy} and the bytes from {@code codec.wire}.
 */
@NullMarked
package org.entresol.codec.key;

import org.jspecify.annotations.NullMarked;
