package org.entresol.feed;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.entresol.EntresolCache;
import org.entresol.tier.Leadership;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The manager whose caches are kept true to a database.
 *
 * @param name what the manager is called in messages
 * @param caches gives the cache of a name; null for one that is not open, and none is made
 * @param namespace tells what this manager shares from what others do
 * @param required whether the database has to be there for the manager to open
 * @param connectTimeout the longest that connecting to it may take
 * @param leadership gives the lead by which one of all nodes does what is to be done once for the
 *     shared caches; it throws where nothing is shared
 * @param clock the clock of this process
 */
public record FeedHost(
    String name,
    Function<String, @Nullable EntresolCache<Object, Object>> caches,
    String namespace,
    boolean required,
    Duration connectTimeout,
    Supplier<Leadership> leadership,
    Clock clock) {}
