/**
 * What this node knows of a shared tier: near entries, how far each partition has got, key locks,
 * loads that a change overrules, and changes of other nodes that listeners are to hear of. Nothing
 * is encoded or sent here.
 */
@NullMarked
package org.entresol.store.near;

import org.jspecify.annotations.NullMarked;
