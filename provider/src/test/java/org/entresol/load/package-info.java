/** Tests of loading and of the freshness of what was loaded, on all stacks. */
@NullMarked
package org.entresol.load;

import org.jspecify.annotations.NullMarked;
