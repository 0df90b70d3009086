package org.entresol.tier;

import java.util.List;

/**
 * What one node has of one cache at one moment.
 *
 * @param nearEntries the copies in its heap; an estimate
 * @param nearBytes what they take by its own estimate; -1 where entries are counted only
 * @param behind the announcements that it had not heard at its last comparison with the authority,
 *     of all partitions together
 * @param loads how many keys it is loading
 * @param loading some of these keys
 * @param hot the keys whose copies are used most, the hottest first
 */
public record NodeState(
    long nearEntries,
    long nearBytes,
    long behind,
    long loads,
    List<byte[]> loading,
    List<byte[]> hot) {}
