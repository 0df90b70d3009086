package org.entresol.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.tier.Backlog;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.SurveyedCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the source of record has not got yet. */
@Command(
    name = "queue",
    description =
        "Shows the pending writes of a cache: how many, for how long, in which partitions.")
final class QueueCommand extends SurveyCommand {

  @Parameters(index = "1", paramLabel = "<cache>", description = "the name of the cache")
  private String cache = "";

  @Option(
      names = "--limit",
      paramLabel = "<writes>",
      description = "how many are named at most (default: ${DEFAULT-VALUE})")
  private int limit = 20;

  @Override
  int run(RedisSurvey survey) {
    Limits.require("--limit", limit);
    SurveyedCache surveyed = cache(survey, cache);
    List<Backlog> backlogs = surveyed.backlogs();
    List<QueuedWrite> pending = surveyed.tier().queue().pending(limit);
    if (isJson()) {
      screen().line(Json.of(document(surveyed, backlogs, pending)));
    } else {
      show(surveyed, backlogs, pending);
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> document(
      SurveyedCache cache, List<Backlog> backlogs, List<QueuedWrite> pending) {
    Map<String, Object> document = document(total(backlogs));
    List<Map<String, Object>> partitions = new ArrayList<>();
    for (int p = 0; p < backlogs.size(); p++) {
      Backlog backlog = backlogs.get(p);
      if (backlog.pending() > 0 || backlog.dead() > 0) {
        Map<String, Object> partition = new LinkedHashMap<>();
        partition.put("partition", p);
        partition.putAll(document(backlog));
        partitions.add(partition);
      }
    }
    document.put("partitions", partitions);
    document.put("writes", pending.stream().map(write -> Writes.document(cache, write)).toList());
    return document;
  }

  private static Map<String, Object> document(Backlog backlog) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pending", backlog.pending());
    document.put("dueForMillis", backlog.oldestMillis());
    document.put("dead", backlog.dead());
    return document;
  }

  private static Backlog total(List<Backlog> backlogs) {
    return backlogs.stream().reduce(Backlog.NONE, Backlog::and);
  }

  private void show(SurveyedCache cache, List<Backlog> backlogs, List<QueuedWrite> pending) {
    Backlog total = total(backlogs);
    String due =
        total.pending() == 0 ? "" : ", the oldest due for " + Units.span(total.oldestMillis());
    screen()
        .line(
            "%s pending writes%s; %s dead letters"
                .formatted(Units.count(total.pending()), due, Units.count(total.dead())));
    if (total.pending() + total.dead() > 0) {
      screen().line("");
      Table partitions = new Table("PARTITION", "PENDING", "DUE FOR", "DEAD");
      for (int p = 0; p < backlogs.size(); p++) {
        Backlog backlog = backlogs.get(p);
        if (backlog.pending() > 0 || backlog.dead() > 0) {
          partitions.row(p, backlog.pending(), Units.span(backlog.oldestMillis()), backlog.dead());
        }
      }
      partitions.show(screen());
    }
    if (!pending.isEmpty()) {
      screen().line("");
      Table writes = new Table("KEY", "WHAT", "TRIES IN VAIN");
      pending.forEach(
          write -> writes.row(cache.written(write.key()), Writes.kind(write), write.tries()));
      writes.show(screen());
    }
  }
}
