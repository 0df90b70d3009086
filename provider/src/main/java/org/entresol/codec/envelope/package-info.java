/**
 * What lies around the bytes of a value: that they are compressed, and how.
 *
 * <p>Only who assembles a cache names this room; all others know {@link
 * org.entresol.codec.EntryCodec}.
 */
@NullMarked
package org.entresol.codec.envelope;

import org.jspecify.annotations.NullMarked;
