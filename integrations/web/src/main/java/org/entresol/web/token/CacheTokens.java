package org.entresol.web.token;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.cache.CacheException;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.ReadToken;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;

/**
 * The tokens of some caches, which as a text are {@code name=token, name=token}, the names encoded
 * as in addresses. Thread-safe.
 */
public final class CacheTokens {

  private static final Logger LOG = System.getLogger(CacheTokens.class.getName());

  /** How many caches are told of at most. */
  public static final int MOST = 100;

  /** As long as no name of a cache is, when it is encoded. */
  private static final int LONGEST_NAME = 500;

  private static final Pattern NAME = Pattern.compile("[\\w.*%+-]{1," + LONGEST_NAME + "}");

  private final Supplier<Map<String, EntresolCache<?, ?>>> caches;
  private final Reminder warning = new Reminder(Duration.ofMinutes(1), Clock.system());

  /** Creates the tokens of some caches, which stay the caller's to close. */
  public CacheTokens(Collection<? extends EntresolCache<?, ?>> caches) {
    Map<String, EntresolCache<?, ?>> named = named(caches.stream());
    this.caches = () -> named;
  }

  /** Creates the tokens of those caches of a manager that are open, as they come and go. */
  public CacheTokens(EntresolCacheManager manager, Predicate<String> names) {
    this.caches = () -> named(open(manager, names));
  }

  private static Stream<EntresolCache<?, ?>> open(
      EntresolCacheManager manager, Predicate<String> names) {
    // A closed one has none, and asking for what it has not might make it.
    return manager.isClosed()
        ? Stream.of()
        : StreamSupport.stream(manager.getCacheNames().spliterator(), false)
            .filter(names)
            .<EntresolCache<?, ?>>map(manager::getCache)
            .filter(Objects::nonNull);
  }

  private static Map<String, EntresolCache<?, ?>> named(
      Stream<? extends EntresolCache<?, ?>> caches) {
    return caches.collect(
        Collectors.toUnmodifiableMap(
            cache -> URLEncoder.encode(cache.getName(), StandardCharsets.UTF_8),
            Function.identity()));
  }

  /**
   * The tokens that texts of strangers have, the last of each cache, by its encoded name; what is
   * no token is left out.
   */
  public static Map<String, String> in(Collection<String> texts) {
    Map<String, String> last = new LinkedHashMap<>();
    for (String text : texts) {
      for (String pair : text.split(",", -1)) {
        int end = pair.indexOf('=');
        String name = end < 0 ? "" : pair.substring(0, end).strip();
        if (NAME.matcher(name).matches() && (last.containsKey(name) || last.size() < MOST)) {
          last.put(name, pair.substring(end + 1).strip());
        }
      }
    }
    last.values().removeIf(token -> token.isEmpty() || !isToken(token));
    return last;
  }

  private static boolean isToken(String text) {
    try {
      ReadToken.check(text);
      return true;
    } catch (IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "Not a token", e);
      return false;
    }
  }

  /** How far the caches have got, by their encoded names; nothing of what cannot be told. */
  public Map<String, String> taken() {
    Map<String, String> tokens = new LinkedHashMap<>();
    try {
      caches.get().forEach((name, cache) -> tokens.put(name, cache.token()));
    } catch (CacheException e) {
      warn("whoever has written may read on another node what was there before", e);
    }
    tokens.values().removeIf(String::isEmpty);
    return tokens;
  }

  /**
   * Catches up with texts of strangers, with the last that they say of each cache; what is no token
   * of these caches asks for nothing.
   */
  public void catchUp(Collection<String> texts) {
    Map<String, String> said = in(texts);
    if (said.isEmpty()) {
      return;
    }
    // Each may be a round trip, or wait for an authority that is away: so many as there are caches.
    caches
        .get()
        .forEach(
            (name, cache) -> {
              String token = said.get(name);
              if (token != null) {
                catchUp(cache, token);
              }
            });
  }

  private void catchUp(EntresolCache<?, ?> cache, String token) {
    try {
      cache.after(token);
    } catch (IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "Not a token", e);
    } catch (CacheException e) {
      warn("what is read may be older than what was written elsewhere", e);
    }
  }

  private void warn(String consequence, CacheException reason) {
    if (warning.isDue()) {
      LOG.log(Level.WARNING, "The tokens of caches cannot be had, so " + consequence, reason);
    }
  }
}
