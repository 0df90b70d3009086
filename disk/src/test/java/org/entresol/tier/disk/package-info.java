/** Tests of the tier on disk. */
@NullMarked
package org.entresol.tier.disk;

import org.jspecify.annotations.NullMarked;
