package org.entresol.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.Census;
import org.entresol.tier.redis.RedisSurvey;
import org.jspecify.annotations.Nullable;

/**
 * One cache as it is listed.
 *
 * @param partitions how many it has; nothing if it has no record, or one of an unknown format
 * @param tally what lies there
 */
record Listed(CacheName name, OptionalInt partitions, Census.Tally tally) {

  /** The caches that have a record, and behind them those of which something lies there without. */
  static List<Listed> of(RedisSurvey survey, @Nullable String namespace, Census census) {
    List<CacheName> recorded = survey.caches(namespace);
    return Stream.concat(
            recorded.stream()
                .map(name -> new Listed(name, partitions(survey, name), census.of(name))),
            census.caches().stream()
                .filter(name -> !recorded.contains(name))
                .map(name -> new Listed(name, OptionalInt.empty(), census.of(name))))
        .toList();
  }

  private static OptionalInt partitions(RedisSurvey survey, CacheName name) {
    return survey.readable(name).stream().mapToInt(cache -> cache.tier().partitions()).findAny();
  }

  /** Its fields for JSON. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("namespace", name.namespace());
    document.put("cache", name.cache());
    document.put("version", box(name.version()));
    document.put("partitions", box(partitions));
    document.put("entries", tally.extent().entries());
    document.put("bytes", tally.extent().bytes() < 0 ? null : tally.extent().bytes());
    document.put("weighed", tally.extent().weighed());
    document.put("looked", tally.looked());
    document.put("eternal", tally.eternal());
    return document;
  }

  private static @Nullable Integer box(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }
}
