/**
 * Values as bytes in forms that others read too: JSON, Java serialization, texts, arrays of bytes,
 * and whatever a user's codec makes of them.
 *
 * <p>What these throw ends here: whoever stores values knows no failure but that of a codec.
 */
@NullMarked
package org.entresol.codec.plain;

import org.jspecify.annotations.NullMarked;
