package org.entresol.web.route;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.entresol.web.http.Terms;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of a route are kept. What the application says of an answer itself, by {@code
 * Cache-Control} and {@code Expires}, goes before it. Immutable and thread-safe.
 */
public final class RoutePolicy {
  /** The most bytes of content that are kept when nothing is said: a megabyte. */
  public static final int DEFAULT_BODY = 1 << 20;

  /** No more may be said: each rendering holds as much in memory. */
  public static final int MOST_BODY = 64 << 20;

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final String cache;
  private final Terms terms;
  private final List<String> vary;
  private final @Nullable Set<String> query;
  private final int maxBody;
  private final RouteKey key;
  private final List<TagTemplate> tags;
  private final boolean showTags;
  private final RouteHandler handler;

  private RoutePolicy(Builder builder) {
    this.cache = builder.cache;
    this.terms =
        new Terms(
            builder.ttl,
            builder.absent,
            builder.staleWhileRevalidate,
            builder.staleIfError,
            builder.byPrincipal);
    this.vary = List.copyOf(builder.vary);
    this.query = builder.query == null ? null : Set.copyOf(builder.query);
    this.maxBody = builder.maxBody;
    this.key = builder.key;
    this.tags = List.copyOf(builder.tags);
    this.showTags = builder.showTags;
    this.handler = builder.handler;
  }

  /**
   * A policy whose answers lie in a cache.
   *
   * @param cache the name of the cache
   * @param ttl how long an answer is fresh of which the application does not say it, longer than
   *     zero
   * @throws IllegalArgumentException if the time is out of range
   */
  public static Builder builder(String cache, Duration ttl) {
    return new Builder(cache, ttl);
  }

  /** A builder that says all that this policy says, so that something of it may be replaced. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** The name of the cache. */
  public String cache() {
    return cache;
  }

  /** What is said about freshness and users. */
  public Terms terms() {
    return terms;
  }

  /** The fields of requests by which answers vary, beside those that answers name; lower case. */
  public List<String> vary() {
    return vary;
  }

  /** The parameters of the query that count, or null when all do. */
  public @Nullable Set<String> query() {
    return query;
  }

  /** The most bytes of content that are kept. */
  public int maxBody() {
    return maxBody;
  }

  /** The maker of keys. */
  public RouteKey key() {
    return key;
  }

  /** The tags of all its answers. */
  List<TagTemplate> tags() {
    return tags;
  }

  /** Whether clients see the fields in which answers say their tags. */
  public boolean showTags() {
    return showTags;
  }

  /** Which handlers it is for. */
  public RouteHandler handler() {
    return handler;
  }

  /** Collects a policy. Used by one thread. */
  public static final class Builder {
    private final String cache;
    private final Duration ttl;
    private Duration absent = Duration.ZERO;
    private Duration staleWhileRevalidate = Duration.ZERO;
    private Duration staleIfError = Duration.ZERO;
    private boolean byPrincipal;
    private final Set<String> vary = new TreeSet<>();
    private @Nullable Set<String> query;
    private int maxBody = DEFAULT_BODY;
    private RouteKey key = RouteKey.ADDRESS;
    private List<TagTemplate> tags = List.of();
    private boolean showTags;
    private RouteHandler handler = RouteHandler.ANY;

    private Builder(String cache, Duration ttl) {
      this.cache = requireNonNull(cache, "cache");
      this.ttl = checked("ttl", ttl);
      if (ttl.toMillis() < 1) {
        throw new IllegalArgumentException(
            "ttl: " + ttl + " is not allowed; allowed: 1 ms or more");
      }
    }

    private Builder(RoutePolicy policy) {
      this(policy.cache, policy.terms.ttl());
      absent = policy.terms.absent();
      staleWhileRevalidate = policy.terms.staleWhileRevalidate();
      staleIfError = policy.terms.staleIfError();
      byPrincipal = policy.terms.byPrincipal();
      vary.addAll(policy.vary);
      query = policy.query;
      maxBody = policy.maxBody;
      key = policy.key;
      tags = policy.tags;
      showTags = policy.showTags;
      handler = policy.handler;
    }

    private static Duration checked(String name, Duration span) {
      if (span.isNegative() || span.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "%s: %s is not allowed; allowed: 0 s to 36,500 d".formatted(name, span));
      }
      return span;
    }

    /** How long 404 and 410 are kept; zero for not at all, which is the default. */
    public Builder absent(Duration span) {
      absent = checked("absent", span);
      return this;
    }

    /**
     * How long past its time an answer is given while one request makes it anew; zero by default.
     */
    public Builder staleWhileRevalidate(Duration span) {
      staleWhileRevalidate = checked("stale-while-revalidate", span);
      return this;
    }

    /** How long past its time an answer is given when making it anew fails; zero by default. */
    public Builder staleIfError(Duration span) {
      staleIfError = checked("stale-if-error", span);
      return this;
    }

    /**
     * Whether answers for logged-in users are kept, for each user alone; not by default. A user is
     * told by the name of the request's principal.
     */
    public Builder byPrincipal(boolean each) {
      byPrincipal = each;
      return this;
    }

    /**
     * The fields of requests by which answers differ, beside those that answers name in their
     * {@code Vary}; replaces earlier.
     *
     * @throws IllegalArgumentException if one is no name of a field, or tells visitors apart
     */
    public Builder vary(String... fields) {
      vary.clear();
      for (String field : fields) {
        vary.add(checkedField(field));
      }
      return this;
    }

    /**
     * The parameters of the query that count; replaces earlier. The handlers of the route see no
     * others. Without this all count.
     */
    public Builder query(String... names) {
      query = new LinkedHashSet<>(List.of(names));
      return this;
    }

    /** The most bytes of content that are kept, from 0 to {@value #MOST_BODY}; a megabyte else. */
    public Builder maxBody(int bytes) {
      if (bytes < 0 || bytes > MOST_BODY) {
        throw new IllegalArgumentException(
            "max-body: %d is not allowed; allowed: 0 to %d".formatted(bytes, MOST_BODY));
      }
      maxBody = bytes;
      return this;
    }

    /** Another maker of keys. */
    public Builder key(RouteKey maker) {
      key = requireNonNull(maker, "key");
      return this;
    }

    /**
     * The tags of all answers of the route, beside those that answers say; replaces earlier. The
     * variables of the route's pattern may be in them, in braces: {@code product:}<code>{id}</code>
     * for {@code /products/}<code>{id}</code>.
     *
     * @throws IllegalArgumentException if one is blank, or a brace has no other; and when the route
     *     is built, if its pattern has no such variable
     */
    public Builder tags(String... templates) {
      tags = Stream.of(templates).map(TagTemplate::new).toList();
      return this;
    }

    /**
     * Whether clients see {@code Cache-Tag} and {@code Surrogate-Key} of the answers, as a cache
     * between them and this one may have use for; not by default.
     */
    public Builder showTags(boolean shown) {
      showTags = shown;
      return this;
    }

    /** Which handlers it is for; answers of others are not kept. Any, by default. */
    public Builder handler(RouteHandler named) {
      handler = requireNonNull(named, "handler");
      return this;
    }

    /** The policy. */
    public RoutePolicy build() {
      return new RoutePolicy(this);
    }
  }

  /** A field by which answers may vary, in lower case. */
  private static String checkedField(String field) {
    String lower = field.toLowerCase(Locale.ROOT);
    if (!lower.matches("[a-z0-9!#$&'^_`|~.+-]+")
        || Set.of("cookie", "authorization", "proxy-authorization").contains(lower)) {
      throw new IllegalArgumentException(
          ("vary: \"%s\" is not allowed; allowed: the names of fields, such as Accept-Language, but"
                  + " for Cookie and Authorization")
              .formatted(field));
    }
    return lower;
  }
}
