package org.entresol.console;

import java.util.List;
import java.util.Map;
import org.entresol.console.web.Json;
import org.entresol.tier.Extent;
import org.entresol.tier.redis.Census;
import org.entresol.tier.redis.RedisSurvey;
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

  @Override
  int run(RedisSurvey survey) {
    if (sample < 1 || sample > 100_000) {
      throw new RefusedException("--sample " + sample + " is not allowed; allowed: 1 to 100000");
    }
    Census census =
        survey.census(namespace(), sample, met -> screen().progress(Units.count(met) + " keys"));
    screen().progress("");
    List<Listed> rows = Listed.of(survey, namespace(), census);
    if (isJson()) {
      screen().line(Json.of(Map.of("caches", rows.stream().map(Listed::document).toList())));
    } else {
      show(rows);
    }
    return ExitCode.OK;
  }

  private void show(List<Listed> rows) {
    if (rows.isEmpty()) {
      screen().line("There are no caches.");
      return;
    }
    Table table =
        new Table(
            "NAMESPACE", "CACHE", "VERSION", "PARTITIONS", "ENTRIES", "MEMORY", "NEVER EXPIRE");
    for (Listed row : rows) {
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
