/**
 * Objects to bytes and back, and the walk that copies any graph of objects. Kryo is named nowhere
 * else. It stands on {@code codec.copy}, which says what the fields of a class are.
 */
@NullMarked
package org.entresol.codec.wire;

import org.jspecify.annotations.NullMarked;
