package org.entresol.jcache;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The operations that change {@link #KEY}, if it is there with the value {@link #OLD}. */
public enum Mutation {
  PUT,
  PUT_ALL,
  GET_AND_PUT,
  REPLACE,
  REPLACE_IF,
  GET_AND_REPLACE,
  INVOKE_SET,
  REMOVE,
  REMOVE_IF,
  GET_AND_REMOVE,
  REMOVE_ALL,
  REMOVE_ALL_OF,
  REMOVE_BY_ITERATOR,
  INVOKE_REMOVE;

  /** The key. */
  public static final String KEY = "k";

  /** Its value before. */
  public static final String OLD = "old";

  /** Its value after what does not remove it. */
  public static final String NEW = "new";

  /** Carries out the operation. */
  public void on(Cache<String, String> cache) {
    switch (this) {
      case PUT -> cache.put(KEY, NEW);
      case PUT_ALL -> cache.putAll(Map.of(KEY, NEW));
      case GET_AND_PUT -> cache.getAndPut(KEY, NEW);
      case REPLACE -> cache.replace(KEY, NEW);
      case REPLACE_IF -> cache.replace(KEY, OLD, NEW);
      case GET_AND_REPLACE -> cache.getAndReplace(KEY, NEW);
      case INVOKE_SET -> set(cache, KEY, NEW);
      case REMOVE -> cache.remove(KEY);
      case REMOVE_IF -> cache.remove(KEY, OLD);
      case GET_AND_REMOVE -> cache.getAndRemove(KEY);
      case REMOVE_ALL -> cache.removeAll();
      case REMOVE_ALL_OF -> cache.removeAll(Set.of(KEY));
      case REMOVE_BY_ITERATOR -> removeByIterator(cache);
      case INVOKE_REMOVE -> remove(cache, KEY);
    }
  }

  /** The value after it, or null if it removes. */
  public @Nullable String outcome() {
    return name().contains("REMOVE") ? null : NEW;
  }

  /** Sets a value by an entry processor. */
  public static void set(Cache<String, String> cache, String key, String value) {
    cache.invoke(
        key,
        (entry, arguments) -> {
          entry.setValue(value);
          return true;
        });
  }

  /** Removes a key by an entry processor. */
  public static void remove(Cache<String, String> cache, String key) {
    cache.invoke(
        key,
        (entry, arguments) -> {
          entry.remove();
          return true;
        });
  }

  private static void removeByIterator(Cache<String, String> cache) {
    Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
    iterator.next();
    iterator.remove();
  }
}
