/** Ordered delivery of entry events to listeners (JSR-107, chapter 8). */
@NullMarked
package org.entresol.event;

import org.jspecify.annotations.NullMarked;
