/** What a queue of pending writes promises. */
@NullMarked
package org.entresol.queue;

import org.jspecify.annotations.NullMarked;
