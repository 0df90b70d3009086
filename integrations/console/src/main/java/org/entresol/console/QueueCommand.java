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

  private static long pending(List<Backlog> backlogs) {
    return backlogs.stream().mapToLong(Backlog::pending).sum();
  }

  private static long dead(List<Backlog> backlogs) {
    return backlogs.stream().mapToLong(Backlog::dead).sum();
  }

  private static long due(List<Backlog> backlogs) {
    return backlogs.stream().mapToLong(Backlog::oldestMillis).max().orElse(0);
  }

  private static Map<String, Object> document(
      SurveyedCache cache, List<Backlog> backlogs, List<QueuedWrite> pending) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pending", pending(backlogs));
    document.put("dueForMillis", due(backlogs));
    document.put("dead", dead(backlogs));
    List<Map<String, Object>> partitions = new ArrayList<>();
    for (int p = 0; p < backlogs.size(); p++) {
      Backlog backlog = backlogs.get(p);
      if (backlog.pending() > 0 || backlog.dead() > 0) {
        Map<String, Object> partition = new LinkedHashMap<>();
        partition.put("partition", p);
        partition.put("pending", backlog.pending());
        partition.put("dueForMillis", backlog.oldestMillis());
        partition.put("dead", backlog.dead());
        partitions.add(partition);
      }
    }
    document.put("partitions", partitions);
    document.put(
        "writes",
        pending.stream()
            .map(
                write -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("key", cache.written(write.key()));
                  one.put("deletion", write.isDeletion());
                  one.put("tries", write.tries());
                  return one;
                })
            .toList());
    return document;
  }

  private void show(SurveyedCache cache, List<Backlog> backlogs, List<QueuedWrite> pending) {
    long pendingNow = pending(backlogs);
    String due = pendingNow == 0 ? "" : ", the oldest due for " + Units.span(due(backlogs));
    screen()
        .line(
            "%s pending writes%s; %s dead letters"
                .formatted(Units.count(pendingNow), due, Units.count(dead(backlogs))));
    if (pending(backlogs) + dead(backlogs) > 0) {
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
          write ->
              writes.row(
                  cache.written(write.key()),
                  write.isDeletion() ? "delete" : "write",
                  write.tries()));
      writes.show(screen());
    }
  }
}
