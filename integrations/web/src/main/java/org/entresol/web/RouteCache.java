package org.entresol.web;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.cache.CacheException;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.web.render.Changes;
import org.entresol.web.render.Purging;
import org.entresol.web.render.Renderings;
import org.entresol.web.render.Serving;
import org.entresol.web.render.Shelf;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.route.Routes;
import org.entresol.web.store.Stored;
import org.entresol.web.store.StoredAnswer;
import org.entresol.web.store.Varies;
import org.jspecify.annotations.Nullable;

/**
 * The answers of routes, kept in ordinary caches of a manager. Nothing is kept of a route that is
 * not named.
 *
 * <p>The caches are made with it, and end with it or with the manager. What lies in them is
 * Entresol's own business; their bounds, stacks and all else are configured as of any cache.
 * Thread-safe.
 */
public final class RouteCache implements AutoCloseable {
  /** A quarter of a manager's threads for loads: the others are for the loads of handlers. */
  private static final int MOST_RENDERINGS = 16;

  /** What its filters serve by. */
  final Serving serving;

  private final Map<String, Shelf> shelves = new LinkedHashMap<>();

  private RouteCache(Builder builder) {
    Routes routes = new Routes(builder.policies);
    Semaphore places = new Semaphore(MOST_RENDERINGS);
    try {
      for (String name : routes.caches()) {
        shelves.put(name, shelf(builder, name, places));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    Changes changes = new Changes(routes, shelves);
    Purging purging = builder.purgeToken == null ? null : new Purging(builder.purgeToken, changes);
    serving = new Serving(routes, shelves, changes, purging, builder.wait, builder.clock);
  }

  private static Shelf shelf(Builder builder, String name, Semaphore places) {
    EntresolCacheManager manager = builder.manager;
    if (manager.getCache(name) != null) {
      throw new CacheException(
          ("the cache \"%s\" is there already, and not made for routes; allowed: a cache that"
                  + " nothing else makes; what is said of it in the file may stand under a pattern"
                  + " such as \"%s*\", or beside a route there that names it")
              .formatted(name, name));
    }
    Renderings renderings = new Renderings(builder.longest, places);
    EntresolConfiguration<String, Stored> configuration =
        EntresolConfiguration.builder(String.class, Stored.class)
            .immutable(StoredAnswer.class, Varies.class)
            .readThrough(true)
            .loader(() -> renderings)
            .build();
    EntresolCache<String, Stored> cache = manager.createCache(name, configuration);
    return new Shelf(cache, renderings, builder.clock);
  }

  /**
   * Routes whose answers lie in caches of a manager: none as yet.
   *
   * @param manager makes the caches
   */
  public static Builder builder(EntresolCacheManager manager) {
    return new Builder(manager);
  }

  /**
   * The routes that the file of a manager names in its section {@code routes}; there may be none.
   *
   * @param manager makes the caches
   * @throws org.entresol.config.ConfigurationException if the file asks for what is not allowed
   */
  public static Builder configured(EntresolCacheManager manager) {
    Builder builder = new Builder(manager);
    ConfiguredRoutes.of(manager).forEach(builder::route);
    return builder;
  }

  /**
   * Drops all answers of an address, for all fields of requests and all users, on all nodes. What
   * is being rendered at the time is not kept. Without a route for it nothing happens.
   *
   * @param address scheme, host, path and query as a client says them
   * @throws CacheException if the cache cannot be asked
   */
  public void purge(URI address) {
    purge(address, "");
  }

  /**
   * Drops all answers of an address within an application that does not lie at the root.
   *
   * @param address scheme, host, path and query as a client says them
   * @param context where the application lies, such as {@code /shop}
   * @throws CacheException if the cache cannot be asked
   */
  public void purge(URI address, String context) {
    serving.changes().purge(requireNonNull(address, "address"), requireNonNull(context, "context"));
  }

  /**
   * Closes its caches, so that others may be made for routes: filters have the application answer
   * by themselves from then on. What lies in Redis or on disk stays there. Idempotent.
   */
  @Override
  public void close() {
    shelves.values().forEach(Shelf::close);
  }

  /**
   * Drops all answers that have one of some tags, of all routes, on all nodes. What is being
   * rendered at the time and turns out to have one is not kept. It takes as long for one answer as
   * for a million.
   *
   * @param tags the tags, none of them null, at most 64; nothing happens without any
   * @throws CacheException if there are too many, or a cache cannot be asked; answers in others may
   *     be gone then
   */
  public void purgeTags(Collection<String> tags) {
    serving.changes().purgeTags(List.copyOf(tags));
  }

  /** Drops all answers that {@linkplain #purgeTags(Collection) have one of some tags}. */
  public void purgeTags(String... tags) {
    purgeTags(List.of(tags));
  }

  /** Collects routes. Used by one thread. */
  public static final class Builder {
    private final EntresolCacheManager manager;
    private final Map<String, RoutePolicy> policies = new LinkedHashMap<>();
    private Duration wait = Duration.ofSeconds(10);
    private Duration longest = Duration.ofMinutes(1);
    private InstantSource clock = InstantSource.system();
    private @Nullable String purgeToken;

    private Builder(EntresolCacheManager manager) {
      this.manager = requireNonNull(manager, "manager");
    }

    /**
     * Names a route.
     *
     * @param pattern its paths within the application, such as {@code /products/**}
     * @throws IllegalArgumentException if that is no pattern; when it is built
     */
    public Builder route(String pattern, RoutePolicy policy) {
      policies.put(requireNonNull(pattern, "pattern"), requireNonNull(policy, "policy"));
      return this;
    }

    /** What was said of a pattern, as it was written; null where it names no route. */
    public @Nullable RoutePolicy policy(String pattern) {
      return policies.get(pattern);
    }

    /**
     * How long a request waits for another's rendering before it renders alone; 10 s by default.
     */
    public Builder waitTime(Duration span) {
      wait = requireNonNull(span, "wait");
      return this;
    }

    /**
     * How long a rendering may take of which something is kept; a minute by default. After that
     * others may begin, on all nodes. The client of one that takes longer gets it nevertheless; a
     * handler of WebFlux that renders for no client is cancelled.
     */
    public Builder longestRendering(Duration span) {
      longest = requireNonNull(span, "longest");
      return this;
    }

    /**
     * Lets clients purge by the method {@code PURGE}, if they bring a token in the field {@code
     * Purge-Token}: the address that they ask for, or the tags in their {@code Cache-Tag}. Without
     * it, which is the default, nobody can. Such requests never reach the application then. A token
     * belongs on connections with TLS only, and not in a file of the application.
     *
     * @param token at least 16 characters of ASCII, without blanks; checked when it is built
     */
    public Builder purgeToken(String token) {
      purgeToken = requireNonNull(token, "token");
      return this;
    }

    /** What tells whether an answer is fresh; the system's clock by default. */
    public Builder clock(InstantSource source) {
      clock = requireNonNull(source, "clock");
      return this;
    }

    /**
     * Makes the caches, and the filter.
     *
     * @throws IllegalArgumentException if something is not allowed
     * @throws CacheException if a cache is there already
     */
    public RouteCache build() {
      return new RouteCache(this);
    }
  }
}
