package org.entresol.console;

import java.util.List;
import java.util.Map;
import org.entresol.console.web.Json;
import org.entresol.fault.OneLine;
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
    List<Map<String, @Nullable Object>> entries = EntryDocuments.of(surveyed, keys);
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

  private void show(Map<String, @Nullable Object> entry) {
    line("key", entry.get("key"));
    line("lies at", entry.get("redisKey"));
    line("partition", entry.get("partition"));
    line("version", "%s, %s".formatted(entry.get("sequence"), entry.get("nonce")));
    line(
        "created",
        entry.get("created") == null
            ? "not kept"
            : "%s, %s ago".formatted(entry.get("created"), span(entry.get("ageMillis"))));
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
