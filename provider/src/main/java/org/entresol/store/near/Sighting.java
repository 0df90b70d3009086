package org.entresol.store.near;

import org.entresol.tier.Version;

/**
 * When and where an authority was known to have an entry.
 *
 * @param version the entry's version
 * @param spot the spot of its key
 * @param validAt a sequence of its partition at which this was the key's entry
 * @param generation the generation of the spot when the authority was asked
 * @param standsIn whether this node has a value of its own in place of what that entry has
 */
public record Sighting(
    Version version, int spot, long validAt, long generation, boolean standsIn) {}
