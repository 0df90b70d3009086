/**
 * A miss, from the flight to the stored value, in the order of the work: {@code Loading} sorts who
 * gets what, {@code Crew} has flights carried out and awaits them, {@code Fill} locks, looks again,
 * asks the source, stores and lands; {@code Trip} is what goes from hand to hand.
 */
@NullMarked
package org.entresol.engine.load;

import org.jspecify.annotations.NullMarked;
