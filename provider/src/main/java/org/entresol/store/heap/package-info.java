/** The store in this JVM's heap: one bounded Caffeine cache that is also the authority. */
@NullMarked
package org.entresol.store.heap;

import org.jspecify.annotations.NullMarked;
