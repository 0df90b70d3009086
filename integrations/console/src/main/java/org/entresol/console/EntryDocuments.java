package org.entresol.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.entresol.tier.Found;
import org.entresol.tier.Stored;
import org.entresol.tier.redis.SurveyedCache;
import org.jspecify.annotations.Nullable;

/** What is told of entries, as fields for JSON. Stateless. */
final class EntryDocuments {

  private EntryDocuments() {}

  /** Those of the keys that have an entry. */
  static List<Map<String, @Nullable Object>> of(SurveyedCache cache, List<byte[]> keys) {
    List<Found> found = cache.tier().readAll(keys);
    List<Map<String, @Nullable Object>> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Stored entry = found.get(i).entry();
      if (entry != null) {
        entries.add(document(cache, keys.get(i), entry));
      }
    }
    return entries;
  }

  private static Map<String, @Nullable Object> document(
      SurveyedCache cache, byte[] key, Stored entry) {
    long now = cache.tier().millis();
    ValueText value = ValueText.of(cache, key, entry);
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("key", cache.written(key));
    document.put("redisKey", cache.entry(key));
    document.put("partition", cache.tier().partitionOf(key));
    document.put("sequence", entry.version().sequence());
    document.put("nonce", entry.version().nonce());
    document.put("created", instant(entry.created()));
    document.put("ageMillis", entry.created() == 0 ? null : Math.max(0, now - entry.created()));
    document.put("expires", instant(entry.expires()));
    document.put("restMillis", entry.expires() == 0 ? null : entry.expires() - now);
    document.put("loadMicros", entry.loadMicros());
    document.put("absence", entry.isAbsence());
    document.put("tags", Arrays.stream(entry.tags()).mapToObj("%016x"::formatted).toList());
    document.put("payloadBytes", entry.bytes().length - entry.offset());
    OptionalLong memory = cache.memory(key);
    document.put("memoryBytes", memory.isPresent() ? memory.getAsLong() : null);
    document.put("readable", value.readable());
    document.put("value", value.text());
    document.put("payloadHex", value.bytes());
    return document;
  }

  private static @Nullable String instant(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
  }
}
