package org.entresol.console;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.ServerReport;
import org.entresol.tier.redis.SurveyedCache;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
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

  /** How much has changed in a cache in a while. */
  private record Changes(CacheName name, double perSecond) {}

  /** What is shown at one time. */
  private record Moment(
      List<ServerReport> servers, Map<String, OptionalLong> nodes, List<Changes> changes) {}

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
    Map<CacheName, long[]> before = sequences(caches);
    long since = clock.nanos();
    for (int shown = 0; count == 0 || shown < count; shown++) {
      if (screen().isGone() || !passes()) {
        return ExitCode.OK;
      }
      Map<CacheName, long[]> now = sequences(caches);
      long at = clock.nanos();
      show(moment(survey, before, now, (at - since) / 1e9));
      before = now;
      since = at;
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

  private static Map<CacheName, long[]> sequences(List<SurveyedCache> caches) {
    Map<CacheName, long[]> sequences = new LinkedHashMap<>();
    caches.forEach(cache -> sequences.put(cache.name(), cache.tier().sequences()));
    return sequences;
  }

  private static Moment moment(
      RedisSurvey survey,
      Map<CacheName, long[]> before,
      Map<CacheName, long[]> now,
      double seconds) {
    List<Changes> changes = new ArrayList<>();
    Map<String, OptionalLong> nodes = new LinkedHashMap<>();
    now.forEach(
        (name, sequences) -> {
          long[] earlier = before.getOrDefault(name, sequences);
          changes.add(new Changes(name, steps(earlier, sequences) / seconds));
          nodes.computeIfAbsent(name.namespace(), survey::nodes);
        });
    changes.sort(comparing(Changes::perSecond).reversed());
    return new Moment(survey.servers(), nodes, changes);
  }

  /** A sequence that was lost, or goes back, tells nothing of how many changes there were. */
  private static long steps(long[] before, long[] now) {
    long steps = 0;
    for (int p = 0; p < now.length; p++) {
      steps += (before[p] > 0 && now[p] > before[p]) ? now[p] - before[p] : 0;
    }
    return steps;
  }

  private void show(Moment moment) {
    if (isJson()) {
      screen().line(Json.of(document(moment)));
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
              OptionalLong nodes = nodes(moment, change);
              caches.row(
                  change.name().namespace(),
                  change.name(),
                  Units.rate(change.perSecond()),
                  nodes.isPresent() ? nodes.getAsLong() : "unknown");
            });
    caches.show(screen());
    screen().line("");
  }

  private static OptionalLong nodes(Moment moment, Changes change) {
    return moment.nodes().getOrDefault(change.name().namespace(), OptionalLong.empty());
  }

  private static Map<String, @Nullable Object> document(Moment moment) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("servers", moment.servers().stream().map(TopCommand::server).toList());
    Stream<Map<String, @Nullable Object>> caches =
        moment.changes().stream()
            .map(
                change -> {
                  OptionalLong nodes = nodes(moment, change);
                  Map<String, @Nullable Object> cache = new LinkedHashMap<>();
                  cache.put("namespace", change.name().namespace());
                  cache.put("cache", change.name().toString());
                  cache.put("changesPerSecond", Math.round(change.perSecond() * 10) / 10.0);
                  cache.put("nodes", nodes.isPresent() ? nodes.getAsLong() : null);
                  return cache;
                });
    document.put("caches", caches.toList());
    return document;
  }

  private static Map<String, Object> server(ServerReport server) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("address", server.address());
    document.put("commandsPerSecond", server.number("instantaneous_ops_per_sec"));
    document.put("usedMemory", server.number("used_memory"));
    document.put("clients", server.number("connected_clients"));
    return document;
  }
}
