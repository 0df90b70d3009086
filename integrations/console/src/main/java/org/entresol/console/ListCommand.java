package org.entresol.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.entresol.tier.Extent;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.Census;
import org.entresol.tier.redis.RedisSurvey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the caches, and how much lies there for each. */
@Command(
    name = "ls",
    description = "Lists the caches, and how many entries and bytes lie there for each.")
final class ListCommand extends SurveyCommand {

  @Option(
      names = "--sample",
      paramLabel = "<entries>",
      description =
          "of how many entries of a cache the memory is asked (default: ${DEFAULT-VALUE})")
  private int sample = 100;

  /**
   * One cache as it is listed.
   *
   * @param partitions how many it has; nothing if it has no record, or one of an unknown format
   */
  private record Row(CacheName name, OptionalInt partitions, Census.Tally tally) {}

  @Override
  int run(RedisSurvey survey) {
    if (sample < 1 || sample > 100_000) {
      throw new RefusedException("--sample " + sample + " is not allowed; allowed: 1 to 100000");
    }
    Census census =
        survey.census(namespace(), sample, met -> screen().progress(Units.count(met) + " keys"));
    screen().progress("");
    List<CacheName> recorded = survey.caches(namespace());
    List<Row> rows = new ArrayList<>();
    Stream.concat(recorded.stream(), census.caches().stream().filter(c -> !recorded.contains(c)))
        .forEach(
            name ->
                rows.add(
                    new Row(
                        name,
                        recorded.contains(name) ? partitions(survey, name) : OptionalInt.empty(),
                        census.of(name))));
    if (isJson()) {
      screen().line(Json.of(Map.of("caches", rows.stream().map(ListCommand::document).toList())));
    } else {
      show(rows);
    }
    return ExitCode.OK;
  }

  private static OptionalInt partitions(RedisSurvey survey, CacheName name) {
    return survey.readable(name).stream().mapToInt(cache -> cache.tier().partitions()).findAny();
  }

  private static Map<String, @Nullable Object> document(Row row) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("namespace", row.name().namespace());
    document.put("cache", row.name().cache());
    document.put("version", box(row.name().version()));
    document.put("partitions", box(row.partitions()));
    document.put("entries", row.tally().extent().entries());
    document.put("bytes", row.tally().extent().bytes() < 0 ? null : row.tally().extent().bytes());
    document.put("weighed", row.tally().extent().weighed());
    document.put("looked", row.tally().looked());
    document.put("eternal", row.tally().eternal());
    return document;
  }

  private static @Nullable Integer box(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private void show(List<Row> rows) {
    if (rows.isEmpty()) {
      screen().line("There are no caches.");
      return;
    }
    Table table =
        new Table(
            "NAMESPACE", "CACHE", "VERSION", "PARTITIONS", "ENTRIES", "MEMORY", "NEVER EXPIRE");
    for (Row row : rows) {
      Extent extent = row.tally().extent();
      table.row(
          row.name().namespace(),
          row.name().cache(),
          row.name().version().isPresent() ? row.name().version().getAsInt() : "-",
          row.partitions().isPresent() ? row.partitions().getAsInt() : "unknown",
          Units.count(extent.entries()),
          memory(extent),
          "%d of %d".formatted(row.tally().eternal(), row.tally().looked()));
    }
    table.show(screen());
  }

  private static String memory(Extent extent) {
    return extent.bytes() < 0
        ? "unknown"
        : (extent.weighed() < extent.entries() ? "~" : "") + Units.bytes(extent.bytes());
  }
}
