package org.entresol.spring.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.entresol.DeadLetter;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolTiersMXBean;
import org.entresol.config.ManagerConfiguration;
import org.entresol.micrometer.Figure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The end point {@code entresol}: the caches, their figures and configuration, and where an entry
 * lies. Values are shown, and something is changed, where that is switched on; each change is told
 * to the log with who asked for it.
 */
@Endpoint(id = "entresol")
public class EntresolEndpoint {
  private static final Logger LOG = System.getLogger(EntresolEndpoint.class.getName());
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final int WEIGHED = 1000;
  private static final int MOST_LETTERS = 100;

  private static final Map<String, Consumer<EntresolCache<?, ?>>> ACTIONS =
      new TreeMap<>(
          Map.of(
              "clear", EntresolCache::clear,
              "drop-near", EntresolCache::invalidateNear,
              "drop-near-everywhere", EntresolCache::invalidateNearEverywhere,
              "flush", EntresolCache::flush,
              "replay-dead-letters", cache -> cache.deadLetters().replayAll(),
              "drop-dead-letters", cache -> cache.deadLetters().dropAll(),
              "measure", cache -> cache.unwrap(EntresolTiersMXBean.class).measure(WEIGHED)));

  /** What may be done to the entries that have a tag, beside deleting them. */
  private static final String EXPIRE = "expire";

  private final EntresolCacheManager manager;
  private final boolean showsValues;
  private final boolean changes;

  /**
   * The end point of a manager.
   *
   * @param showsValues whether values are shown
   * @param changes whether something may be changed
   */
  EntresolEndpoint(EntresolCacheManager manager, boolean showsValues, boolean changes) {
    this.manager = manager;
    this.showsValues = showsValues;
    this.changes = changes;
  }

  /** The manager, and all its caches. */
  @ReadOperation
  public Map<String, Object> caches() {
    Map<String, Object> caches = new TreeMap<>();
    for (String name : manager.getCacheNames()) {
      Map<String, Object> cache = cache(name);
      if (cache != null) {
        caches.put(name, cache);
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("uri", ManagerConfiguration.shown(manager.getURI()));
    all.put("awayMillis", manager.away().toMillis());
    all.put("caches", caches);
    return all;
  }

  /** One cache; null for none, which is a status 404. */
  @ReadOperation
  public @Nullable Map<String, Object> cache(@Selector String name) {
    EntresolCache<?, ?> cache = there(name);
    if (cache == null) {
      return null;
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("configuration", Shown.configuration(cache));
    shown.put("figures", Figure.all(cache));
    return shown;
  }

  /** Where the entry of a key lies; null for no such cache, which is a status 404. */
  @ReadOperation
  public @Nullable Map<String, Object> entry(@Selector String name, @Selector String key) {
    EntresolCache<?, ?> cache = there(name);
    return cache == null ? null : described(cache, key);
  }

  private <K> Map<String, Object> described(EntresolCache<K, ?> cache, String text) {
    K key = key(cache, text);
    Map<String, Object> shown = new LinkedHashMap<>(cache.describe(key).texts());
    if (showsValues) {
      shown.put("value", String.valueOf(cache.getFresh(key)));
    }
    return shown;
  }

  /** The writes that were given up; null for no such cache, which is a status 404. */
  @ReadOperation
  public @Nullable List<String> letters(
      @Selector String name, @Selector String of, @Selector String letters) {
    EntresolCache<?, ?> cache = there(name);
    if (cache == null || !of.equals("dead") || !letters.equals("letters")) {
      return null;
    }
    return cache.deadLetters().list(MOST_LETTERS).stream().map(this::shown).toList();
  }

  /** The errors of writers may tell the values that they had to write. */
  private String shown(DeadLetter<?, ?> letter) {
    String shown = letter.id() + ": " + letter.key();
    return showsValues ? shown + ": " + letter.error() : shown;
  }

  /** Drops an entry for all nodes. */
  @DeleteOperation
  public Map<String, Object> invalidate(
      SecurityContext who, @Selector String name, @Selector String key) {
    EntresolCache<?, ?> cache = toChange(name);
    invalidate(cache, key);
    return told(who, name, "invalidate " + key);
  }

  private static <K> void invalidate(EntresolCache<K, ?> cache, String key) {
    cache.invalidate(key(cache, key));
  }

  /**
   * Drops all entries that have a tag, or whose keys look like a pattern, for all nodes; null for
   * no such path, which is a 404.
   */
  @DeleteOperation
  public @Nullable Map<String, Object> invalidateAll(
      SecurityContext who, @Selector String name, @Selector String of, @Selector String what) {
    switch (of) {
      case "tags" -> toChange(name).invalidateTags(what);
      case "patterns" -> invalidatePattern(toChange(name), what);
      default -> {
        return null;
      }
    }
    return told(who, name, "invalidate " + of + ": " + what);
  }

  private static void invalidatePattern(EntresolCache<?, ?> cache, String pattern) {
    try {
      cache.invalidatePattern(pattern);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** Does something to a cache. */
  @WriteOperation
  public Map<String, Object> change(SecurityContext who, @Selector String name, String action) {
    Consumer<EntresolCache<?, ?>> act = ACTIONS.get(action);
    if (act == null) {
      throw refused("action: '%s'; allowed: %s".formatted(action, ACTIONS.keySet()));
    }
    act.accept(toChange(name));
    return told(who, name, action);
  }

  /** Lets all entries that have a tag expire, for all nodes; null for no such path, a 404. */
  @WriteOperation
  public @Nullable Map<String, Object> changeAll(
      SecurityContext who,
      @Selector String name,
      @Selector String of,
      @Selector String what,
      String action) {
    if (!of.equals("tags")) {
      return null;
    }
    if (!action.equals(EXPIRE)) {
      throw refused("action: '%s'; allowed: %s".formatted(action, EXPIRE));
    }
    toChange(name).expireTags(what);
    return told(who, name, "expire tags: " + what);
  }

  private EntresolCache<?, ?> toChange(String name) {
    EntresolCache<?, ?> cache = there(name);
    if (cache == null) {
      throw refused("There is no cache '%s'".formatted(name));
    }
    if (!changes) {
      throw refused(
          "Nothing may be changed here; allowed with " + EntresolActuatorAutoConfiguration.CHANGES);
    }
    return cache;
  }

  private static Map<String, Object> told(SecurityContext who, String cache, String what) {
    Principal asked = who.getPrincipal();
    String name = asked == null ? "somebody unknown" : asked.getName();
    LOG.log(Level.INFO, "Cache ''{0}'': {1}, by {2}", cache, onOneLine(what), onOneLine(name));
    return Map.of("done", what);
  }

  /** What was sent, without what would end a line of the log. */
  private static String onOneLine(String sent) {
    return STEERING.matcher(sent).replaceAll("\uFFFD");
  }

  private static <K> K key(EntresolCache<K, ?> cache, String text) {
    try {
      return cache.keyOf(text);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static InvalidEndpointRequestException refused(String reason) {
    return new InvalidEndpointRequestException(reason, reason);
  }

  /** A cache that is there: asking the manager for another name might make it. */
  private @Nullable EntresolCache<?, ?> there(String name) {
    for (String known : manager.getCacheNames()) {
      if (known.equals(name)) {
        return manager.getCache(name);
      }
    }
    return null;
  }
}
