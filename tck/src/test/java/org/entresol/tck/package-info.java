/** What the official TCK needs around it: the annotated beans, and a tally of what ran. */
@NullMarked
package org.entresol.tck;

import org.jspecify.annotations.NullMarked;
