package org.entresol.load;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * A source whose value of a key says how often it was asked for: {@code k1}, {@code k2} and so on.
 * It can be down, have no value, and do something before it answers. Thread-safe.
 */
final class Origin implements CacheLoader<String, String> {
  private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();
  private final Queue<Set<String>> batches = new ConcurrentLinkedQueue<>();
  private final Set<String> absent = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile Runnable before = () -> {};

  /** How often the value of a key was asked for. */
  int loads(String key) {
    AtomicInteger count = loads.get(key);
    return (count == null) ? 0 : count.get();
  }

  /** The keys of each call of {@link #loadAll}. */
  List<Set<String>> batches() {
    return List.copyOf(batches);
  }

  /** Makes every load fail, or no longer. */
  void down(boolean fails) {
    down = fails;
  }

  /** Takes the value of a key away. */
  void withdraw(String key) {
    absent.add(key);
  }

  /** Gives a key a value again. */
  void restore(String key) {
    absent.remove(key);
  }

  /** Does something in every load before it is answered. */
  void before(Runnable action) {
    before = action;
  }

  @Override
  public @Nullable String load(String key) {
    return answers(Set.of(key)).get(key);
  }

  @Override
  public Map<String, String> loadAll(Iterable<? extends String> keys) {
    Set<String> asked = new LinkedHashSet<>();
    keys.forEach(asked::add);
    batches.add(asked);
    return answers(asked);
  }

  /** What it says is fixed before the action, as a query that has already read its rows. */
  private Map<String, String> answers(Set<String> keys) {
    Map<String, String> answers = new HashMap<>();
    for (String key : keys) {
      int count = loads.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
      if (!absent.contains(key)) {
        answers.put(key, key + count);
      }
    }
    before.run();
    if (down) {
      throw new IllegalStateException("the source is down");
    }
    return answers;
  }
}
