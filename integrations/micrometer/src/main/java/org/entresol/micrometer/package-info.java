/** The figures of caches as meters of Micrometer's. */
@NullMarked
package org.entresol.micrometer;

import org.jspecify.annotations.NullMarked;
