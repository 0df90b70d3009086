package org.entresol.web.token;

import static java.util.stream.Collectors.joining;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import org.entresol.EntresolCache;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;

/**
 * The tokens of some caches as one text: {@code name=token, name=token}, the names encoded as in
 * addresses. Thread-safe.
 */
public final class CacheTokens {

  private static final Logger LOG = System.getLogger(CacheTokens.class.getName());

  private final Map<String, EntresolCache<?, ?>> caches;
  private final Reminder warning = new Reminder(Duration.ofMinutes(1), Clock.system());

  /** Creates the tokens of some caches, which stay the caller's to close. */
  public CacheTokens(Collection<? extends EntresolCache<?, ?>> caches) {
    this.caches =
        caches.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    cache -> URLEncoder.encode(cache.getName(), StandardCharsets.UTF_8),
                    Function.identity()));
  }

  /** How far the caches have got; empty if nothing is to be told, or cannot be. */
  public String taken() {
    try {
      return caches.entrySet().stream()
          .map(named -> named.getKey() + "=" + named.getValue().token())
          .filter(pair -> !pair.endsWith("="))
          .collect(joining(", "));
    } catch (CacheException e) {
      warn("whoever has written may read on another node what was there before", e);
      return "";
    }
  }

  /**
   * Catches up with texts of strangers, with the last that they say of each cache; what is no token
   * of these caches asks for nothing.
   */
  public void catchUp(Collection<String> texts) {
    Map<String, String> last = new HashMap<>();
    for (String text : texts) {
      for (String pair : List.of(text.split(",", -1))) {
        int end = pair.indexOf('=');
        String name = end < 0 ? "" : pair.substring(0, end).strip();
        if (caches.containsKey(name)) {
          last.put(name, pair.substring(end + 1).strip());
        }
      }
    }
    // Each may be a round trip, or wait for an authority that is away: so many as there are caches.
    caches.forEach(
        (name, cache) -> {
          String token = last.get(name);
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
