/** Writing behind, seen from outside. */
@NullMarked
package org.entresol.behind;

import org.jspecify.annotations.NullMarked;
