/** Reads the YAML file and the properties of a manager into configurations of caches. */
@NullMarked
package org.entresol.config;

import org.jspecify.annotations.NullMarked;
