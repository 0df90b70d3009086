/**
 * A tier in memory, on the judge: the double for tests, and the model of how a tier is written.
 *
 * <p>A {@link org.entresol.tier.memory.MemoryAuthority} is what several nodes of one JVM share. Its
 * data can be lost or go back, the {@linkplain org.entresol.tier.memory.Link way} of a node to it
 * can be cut, slow, or lose answers, and the {@linkplain org.entresol.tier.memory.Inbox news} of a
 * tier can be held back, lost, doubled and shuffled.
 */
@NullMarked
package org.entresol.tier.memory;

import org.jspecify.annotations.NullMarked;
