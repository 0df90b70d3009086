/**
 * What a user of Entresol names in Java: caches and their managers, configurations, loaders and
 * writers.
 */
@NullMarked
package org.entresol;

import org.jspecify.annotations.NullMarked;
