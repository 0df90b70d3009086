package org.entresol.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.entresol.fault.OneLine;
import org.entresol.tier.Found;
import org.entresol.tier.Stored;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.SurveyedCache;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the entry of a key. */
@Command(
    name = "get",
    description = {
      "Shows the entry of a key: where it lies, its version, age, end, size, tags and value.",
      "The key is a text, number or UUID, or written as in Redis (i:42). No class of an"
          + " application is loaded. Ends with 1 if there is no entry."
    })
final class GetCommand extends SurveyCommand {

  @Parameters(index = "1", paramLabel = "<cache>", description = "the name of the cache")
  private String cache = "";

  @Parameters(index = "2", paramLabel = "<key>", description = "the key")
  private String key = "";

  @Override
  int run(RedisSurvey survey) {
    SurveyedCache surveyed = cache(survey, cache);
    List<byte[]> keys = Keys.of(surveyed, key);
    List<Found> found = surveyed.tier().readAll(keys);
    List<Map<String, @Nullable Object>> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Stored entry = found.get(i).entry();
      if (entry != null) {
        entries.add(document(surveyed, keys.get(i), entry));
      }
    }
    if (isJson()) {
      screen().line(Json.of(Map.of("entries", entries)));
    } else if (entries.isEmpty()) {
      List<String> names = keys.stream().map(surveyed::written).map(OneLine::of).toList();
      screen()
          .line(
              "There is no entry of %s in '%s'."
                  .formatted(String.join(" or ", names), OneLine.of(surveyed.name().toString())));
    } else {
      entries.forEach(this::show);
    }
    return entries.isEmpty() ? ExitCode.NOTED : ExitCode.OK;
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
    document.put("created", Instant.ofEpochMilli(entry.created()).toString());
    document.put("ageMillis", Math.max(0, now - entry.created()));
    document.put(
        "expires", entry.expires() == 0 ? null : Instant.ofEpochMilli(entry.expires()).toString());
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

  private void show(Map<String, @Nullable Object> entry) {
    line("key", entry.get("key"));
    line("lies at", entry.get("redisKey"));
    line("partition", entry.get("partition"));
    line("version", "%s, %s".formatted(entry.get("sequence"), entry.get("nonce")));
    line("created", "%s, %s ago".formatted(entry.get("created"), span(entry.get("ageMillis"))));
    line("expires", end(entry));
    line(
        "loaded in",
        entry.get("loadMicros") instanceof Long micros && micros > 0
            ? Units.millis(micros)
            : "not loaded");
    line("tags", String.join(", ", tags(entry).stream().map(String::valueOf).toList()));
    line(
        "size",
        "%s bytes of payload, %s of memory"
            .formatted(
                entry.get("payloadBytes"),
                entry.get("memoryBytes") == null
                    ? "unknown bytes"
                    : entry.get("memoryBytes") + " bytes"));
    boolean readable = Boolean.TRUE.equals(entry.get("readable"));
    line(readable ? "value" : "not read", entry.get("value"));
    if (!readable) {
      line("payload", entry.get("payloadHex"));
    }
    screen().line("");
  }

  /** What has expired may lie there yet, for reads that take what is stale. */
  private static String end(Map<String, @Nullable Object> entry) {
    if (!(entry.get("restMillis") instanceof Long rest)) {
      return "never";
    }
    String when = (rest < 0) ? "%s, %s ago: stale" : "%s, in %s";
    return when.formatted(entry.get("expires"), Units.span(Math.abs(rest)));
  }

  private static List<?> tags(Map<String, @Nullable Object> entry) {
    return (entry.get("tags") instanceof List<?> tags && !tags.isEmpty()) ? tags : List.of("none");
  }

  private static String span(@Nullable Object millis) {
    return (millis instanceof Long length) ? Units.span(length) : "";
  }

  private void line(String name, @Nullable Object text) {
    screen().line("%-10s %s".formatted(name, OneLine.of(String.valueOf(text))));
  }
}
