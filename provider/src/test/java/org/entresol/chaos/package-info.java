/**
 * Random programs of several nodes over a tier in memory, while news are lost, doubled and delayed,
 * the authority is away, loses answers or its data, or goes back to earlier ones; what the manual
 * promises then is checked at each step, of caches that fail without their authority and of those
 * that are empty without it. All is one thread's, so a seed makes the same again.
 */
@NullMarked
package org.entresol.chaos;

import org.jspecify.annotations.NullMarked;
