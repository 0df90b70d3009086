/** The clock, so that tests own time. */
@NullMarked
package org.entresol.time;

import org.jspecify.annotations.NullMarked;
