package org.entresol.tier.redis;

import java.util.List;

/**
 * What one node says that it has of one cache.
 *
 * @param cache the cache
 * @param nearEntries the copies in its heap; an estimate
 * @param nearBytes what they take by its own estimate; -1 where entries are counted only
 * @param behind the announcements that it had not heard at its last comparison with Redis
 * @param loads how many keys it is loading
 * @param loading some of these keys, as they are written in Redis; long ones are cut short
 * @param hot the keys whose copies are used most, likewise, the hottest first
 */
public record CacheState(
    CacheName cache,
    long nearEntries,
    long nearBytes,
    long behind,
    long loads,
    List<String> loading,
    List<String> hot) {}
