/** Tests of the benchmarks: that they do what they say, not how fast. */
@NullMarked
package org.entresol.benchmarks;

import org.jspecify.annotations.NullMarked;
