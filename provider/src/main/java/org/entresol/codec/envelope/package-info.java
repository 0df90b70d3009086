/**
 * What lies around the bytes of a value: whether they are compressed and encrypted, and how.
 *
 * <p>Only who assembles a cache names this room; all others know {@link
 * org.entresol.codec.EntryCodec}.
 */
@NullMarked
package org.entresol.codec.envelope;

import org.jspecify.annotations.NullMarked;
