/** Whether write-behind brings all that it acknowledged to a real database, whoever dies. */
@NullMarked
package org.entresol.durability;

import org.jspecify.annotations.NullMarked;
