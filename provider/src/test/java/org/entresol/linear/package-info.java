/** Concurrent histories of single keys: each must be explained by some order of its operations. */
@NullMarked
package org.entresol.linear;

import org.jspecify.annotations.NullMarked;
