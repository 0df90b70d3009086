package org.entresol.web.render;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.entresol.EntresolCache;
import org.entresol.Timed;
import org.entresol.web.http.EntityTag;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.http.Variant;
import org.entresol.web.render.Renderings.Place;
import org.entresol.web.route.Route;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.store.Stored;
import org.entresol.web.store.StoredAnswer;
import org.entresol.web.store.Varies;
import org.jspecify.annotations.Nullable;

/** The answers of routes in one cache. Thread-safe. */
public final class Shelf {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** The most characters of a key that are kept as they are. */
  private static final int READABLE = 512;

  private final EntresolCache<String, Stored> cache;
  private final Renderings renderings;
  private final Remembrance remembrance;
  private final InstantSource clock;

  /**
   * Creates the shelf of a cache.
   *
   * @param cache the cache
   * @param renderings its loader
   * @param clock tells how long refusals are kept in mind, and what is of use
   */
  public Shelf(EntresolCache<String, Stored> cache, Renderings renderings, InstantSource clock) {
    this.cache = cache;
    this.renderings = renderings;
    this.remembrance = new Remembrance(clock);
    this.clock = clock;
  }

  /**
   * Who asks for what.
   *
   * @param route the route that holds
   * @param path the path within the application
   * @param address the key of the address
   * @param headers the fields of the request
   * @param principal the name of who is logged in, or null
   */
  public record Wish(
      Route route, String path, String address, Headers headers, @Nullable String principal) {

    /** That of the route. */
    public RoutePolicy policy() {
      return route.policy();
    }

    /** Whether the request says who asks, so that others may be answered otherwise. */
    boolean isOfVisitor() {
      return principal != null || headers.has("Cookie") || headers.has("Authorization");
    }
  }

  /**
   * What there is.
   *
   * @param key where it lies, or is to lie
   * @param value what lies there, or null
   * @param replaces whether something lies there that is of no use and to be replaced
   * @param varies by what the answers of the address differ, or null where that is not known
   * @param remembered whether nothing useful lies there, and lately nothing was to be kept
   */
  public record Found(
      String key,
      @Nullable StoredAnswer value,
      boolean replaces,
      @Nullable Varies varies,
      boolean remembered) {}

  /**
   * Looks for an answer.
   *
   * @throws javax.cache.CacheException if the cache cannot be asked
   */
  public Found find(Wish wish) {
    String first = shortened(wish.address());
    Stored value = peek(first);
    RoutePolicy policy = wish.policy();
    boolean plain = policy.vary().isEmpty() && !policy.terms().byPrincipal();
    if (value instanceof Varies varies && fits(varies, policy)) {
      String key = variant(first, varies, wish);
      Stored answer = peek(key);
      return found(key, answer, true, varies);
    }
    return found(first, value, plain, null);
  }

  private Found found(String key, @Nullable Stored value, boolean useful, @Nullable Varies varies) {
    StoredAnswer answer = useful && value instanceof StoredAnswer kept ? kept : null;
    boolean remembered = !isUseful(answer) && remembrance.has(key);
    return new Found(key, answer, value != null, varies, remembered);
  }

  /** Whether there is an answer that may be given; it may be kept to be validated only. */
  private boolean isUseful(@Nullable StoredAnswer answer) {
    return answer != null && answer.freshness().isUseful(clock.instant());
  }

  /** Whether what was kept under another policy may still be given under this one. */
  private static boolean fits(Varies varies, RoutePolicy policy) {
    return varies.fields().containsAll(policy.vary())
        && varies.byPrincipal() == policy.terms().byPrincipal();
  }

  /** What lies under a key; nothing is loaded. */
  private @Nullable Stored peek(String key) {
    return cache.containsKey(key) ? cache.get(key) : null;
  }

  private static String variant(String first, Varies varies, Wish wish) {
    String said = Variant.of(varies.fields(), wish.headers());
    String whose = varies.byPrincipal() ? String.valueOf(wish.principal()) : "";
    boolean somebody = varies.byPrincipal() && wish.principal() != null;
    return first + "|" + varies.generation() + "|" + hash(somebody + "|" + said + "|" + whose);
  }

  private static String shortened(String key) {
    return key.length() <= READABLE ? key : key.substring(0, READABLE) + "#" + hash(key);
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(EntityTag.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Ends it and its cache; what lies in Redis or on disk stays. */
  public void close() {
    cache.close();
  }

  /** Whether it has ended. */
  public boolean isClosed() {
    return cache.isClosed();
  }

  /** A place in the rendering of what was found to be missing, or past its time. */
  public Place board(Found found) {
    return renderings.board(cache, found.key(), found.replaces() || found.value() != null);
  }

  /** What lies there now, for all nodes. */
  public @Nullable Stored fresh(Found found) {
    return cache.getFresh(found.key());
  }

  /**
   * Drops one that is of no use any more, on all nodes.
   *
   * @throws javax.cache.CacheException if the cache cannot be asked
   */
  public void drop(Found found) {
    cache.invalidate(found.key());
  }

  /**
   * Has an answer kept, once its rendering ends.
   *
   * @param life how long it is of use
   * @return null if it is; else what is against it
   * @throws javax.cache.CacheException if the cache cannot be asked
   */
  public @Nullable Refusal keep(
      Wish wish, Found found, Rendering rendering, StoredAnswer answer, Duration life) {
    RoutePolicy policy = wish.policy();
    Set<String> fields = new TreeSet<>(policy.vary());
    fields.addAll(answer.headers().members("Vary"));
    Varies known = found.varies();
    Timed<Stored> timed = timed(answer, life);
    if (known != null) {
      if (!known.fields().containsAll(fields)) {
        // Whoever comes next learns anew by what the answers of this address differ.
        cache.invalidate(shortened(wish.address()));
        return Refusal.VARY;
      }
      rendering.keep(timed);
      return null;
    }
    if (fields.isEmpty() && !policy.terms().byPrincipal()) {
      rendering.keep(timed);
      return null;
    }
    Varies varies =
        new Varies(
            fields.stream().toList(),
            policy.terms().byPrincipal(),
            UUID.randomUUID().toString(),
            answer.tags());
    renderings.keep(cache, variant(found.key(), varies, wish), timed);
    rendering.keep(timed(varies, lifeOfFirst(policy, life)));
    return null;
  }

  /** At least as long as what depends on it. */
  private static Duration lifeOfFirst(RoutePolicy policy, Duration life) {
    Duration own =
        policy
            .terms()
            .ttl()
            .plus(policy.terms().staleIfError())
            .plus(policy.terms().staleWhileRevalidate());
    return own.compareTo(life) > 0 ? own : life;
  }

  /**
   * Ends a rendering of which nothing is kept. That is kept in mind for those who come next, unless
   * they may well get another answer, or there is an answer that may still be given.
   */
  public void refuse(Wish wish, Found found, Rendering rendering, Refusal why) {
    boolean ofOne = why.isOfVisitor() && wish.isOfVisitor();
    if (why.isLasting() && !ofOne && !isUseful(found.value())) {
      remembrance.add(found.key());
    }
    rendering.release();
  }

  private static Timed<Stored> timed(Stored value, Duration life) {
    return Timed.of(value, life.compareTo(LONGEST) > 0 ? LONGEST : life);
  }

  /**
   * Drops all answers of an address, on all nodes, and what is being rendered for it.
   *
   * @throws javax.cache.CacheException if the cache cannot be asked
   */
  public void purge(String address) {
    String first = shortened(address);
    remembrance.remove(first);
    cache.invalidate(first);
  }

  /**
   * Drops all answers that have one of some tags, on all nodes, and what is being rendered and has.
   *
   * @throws javax.cache.CacheException if the cache cannot be asked
   */
  public void purgeTags(Collection<String> tags) {
    cache.invalidateTags(tags);
  }
}
