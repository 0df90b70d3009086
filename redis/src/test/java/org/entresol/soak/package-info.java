/** Whether the stacks on Redis keep all promises at once, under random faults. */
@NullMarked
package org.entresol.soak;

import org.jspecify.annotations.NullMarked;
