package org.entresol.console;

import java.util.List;
import org.entresol.console.web.Json;
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
    List<QueuedWrite> pending = surveyed.pending(limit);
    if (isJson()) {
      screen().line(Json.of(Writes.document(surveyed, backlogs, pending)));
    } else {
      show(surveyed, backlogs, pending);
    }
    return ExitCode.OK;
  }

  private void show(SurveyedCache cache, List<Backlog> backlogs, List<QueuedWrite> pending) {
    Backlog total = Writes.total(backlogs);
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
