/** What users see of this build beside programs. */
@NullMarked
package org.entresol.published;

import org.jspecify.annotations.NullMarked;
