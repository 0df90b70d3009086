package org.entresol.console;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.entresol.console.web.Json;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.SurveyedCache;
import org.entresol.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the servers do, and how much changes in each cache. */
@Command(
    name = "top",
    description = "Shows, again and again, what the servers do and how much changes in each cache.")
final class TopCommand extends SurveyCommand {

  @Option(
      names = "--every",
      paramLabel = "<seconds>",
      description = "how long each time is (default: ${DEFAULT-VALUE})")
  private int every = 1;

  @Option(
      names = "--count",
      paramLabel = "<times>",
      description = "how often; 0 for until it is ended (default: ${DEFAULT-VALUE})")
  private int count;

  @Override
  int run(RedisSurvey survey) {
    if (every < 1 || every > 3600 || count < 0) {
      throw new RefusedException(
          "--every %d --count %d is not allowed; allowed: --every 1 to 3600, --count 0 or more"
              .formatted(every, count));
    }
    List<CacheName> names = survey.caches(namespace());
    if (names.isEmpty() && namespace() != null) {
      throw new RefusedException("there is no cache in the namespace " + namespace());
    }
    List<SurveyedCache> caches =
        names.stream().flatMap(name -> survey.readable(name).stream()).toList();
    Clock clock = Clock.system();
    Sequences before = Sequences.of(caches, clock);
    for (int shown = 0; count == 0 || shown < count; shown++) {
      if (screen().isGone() || !passes()) {
        return ExitCode.OK;
      }
      Sequences now = Sequences.of(caches, clock);
      show(Moment.of(survey, now.changesSince(before)));
      before = now;
    }
    return ExitCode.OK;
  }

  /** Whether the time has passed; else this thread is to end. */
  private boolean passes() {
    try {
      TimeUnit.SECONDS.sleep(every);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void show(Moment moment) {
    if (isJson()) {
      screen().line(Json.of(moment.document()));
      screen().out().flush();
      return;
    }
    screen().clear();
    Table servers = new Table("SERVER", "COMMANDS/S", "MEMORY", "CLIENTS");
    moment
        .servers()
        .forEach(
            server ->
                servers.row(
                    server.address(),
                    server.number("instantaneous_ops_per_sec"),
                    Units.bytes(server.number("used_memory")),
                    server.number("connected_clients")));
    servers.show(screen());
    screen().line("");
    showCaches(moment);
    screen().out().flush();
  }

  private void showCaches(Moment moment) {
    if (moment.changes().isEmpty()) {
      screen().line("There are no caches.");
      return;
    }
    Table caches = new Table("NAMESPACE", "CACHE", "CHANGES/S", "NODES");
    moment
        .changes()
        .forEach(
            change -> {
              OptionalLong nodes = moment.nodes(change.name());
              caches.row(
                  change.name().namespace(),
                  change.name(),
                  Units.rate(change.perSecond()),
                  nodes.isPresent() ? nodes.getAsLong() : "unknown");
            });
    caches.show(screen());
    screen().line("");
  }
}
