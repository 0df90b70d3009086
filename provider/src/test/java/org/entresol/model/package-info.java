/** Random programs that a cache and a small reference cache carry out side by side. */
@NullMarked
package org.entresol.model;

import org.jspecify.annotations.NullMarked;
