package org.entresol.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.entresol.console.Sequences.Changes;
import org.entresol.tier.Backlog;
import org.entresol.tier.Extent;
import org.entresol.tier.redis.CacheName;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at one time. Immutable.
 *
 * @param at when, in milliseconds of this machine's clock
 * @param moment what the servers did, and how many nodes there were
 * @param caches the figures of each cache, by its {@linkplain #id name}
 * @param error why nothing was seen; null if something was
 */
record Sample(long at, Moment moment, Map<String, Figures> caches, @Nullable String error) {

  /** How many caches are looked at; the others are listed alone. */
  static final int MOST_CACHES = 100;

  /**
   * The figures of one cache; null stands for what is not known.
   *
   * @param entries how many there were at the last count
   * @param bytes what they take in Redis
   * @param changesPerSecond how often it changes
   * @param backlog what the source of record has not got yet
   */
  record Figures(
      @Nullable Long entries,
      @Nullable Long bytes,
      @Nullable Double changesPerSecond,
      @Nullable Backlog backlog) {

    /** What is said of a cache in several places. */
    static Figures of(
        CacheName name, List<Listed> listed, List<Changes> changes, @Nullable Backlog backlog) {
      Extent extent =
          listed.stream()
              .filter(cache -> cache.name().equals(name))
              .map(cache -> cache.tally().extent())
              .findAny()
              .orElse(Extent.UNKNOWN);
      return new Figures(
          known(extent.entries()),
          known(extent.bytes()),
          changes.stream()
              .filter(change -> change.name().equals(name))
              .map(Changes::perSecond)
              .findAny()
              .orElse(null),
          backlog);
    }

    private static @Nullable Long known(long number) {
      return number < 0 ? null : number;
    }

    private List<@Nullable Number> list() {
      List<@Nullable Number> list = new ArrayList<>();
      list.add(entries);
      list.add(bytes);
      list.add(changesPerSecond);
      list.add(backlog == null ? null : backlog.pending());
      list.add(backlog == null ? null : backlog.oldestMillis());
      list.add(backlog == null ? null : backlog.dead());
      return list;
    }
  }

  /** What a cache is called among those of all namespaces. */
  static String id(CacheName name) {
    return name.namespace() + ":" + name;
  }

  /** Its fields for JSON; the figures of a cache are a list, in the order of their names above. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("at", at);
    document.put("error", error);
    document.put("servers", moment.document().get("servers"));
    Map<String, @Nullable Object> nodes = new LinkedHashMap<>();
    moment.nodes().forEach((namespace, heard) -> nodes.put(namespace, box(heard)));
    document.put("nodes", nodes);
    Map<String, Object> figures = new LinkedHashMap<>();
    caches.forEach((id, cache) -> figures.put(id, cache.list()));
    document.put("caches", figures);
    return document;
  }

  private static @Nullable Long box(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
