package org.entresol.tier.redis;

import java.util.List;

/**
 * What one node says of itself.
 *
 * @param node its process and machine, such as {@code 4711@shop-7}
 * @param caches those that it has open, the first 200 of them
 */
public record NodeReport(String node, List<CacheState> caches) {}
