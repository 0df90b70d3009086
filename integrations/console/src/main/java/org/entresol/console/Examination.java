package org.entresol.console;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.entresol.tier.Backlog;
import org.entresol.tier.TierException;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.Census;
import org.entresol.tier.redis.Latency;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.ServerReport;
import org.jspecify.annotations.Nullable;

/** The examination of one Redis: what is wrong with it and what lies there. One thread's. */
final class Examination {

  private static final String DEFAULT_NAMESPACE = "entresol";
  private static final Duration CLOCKS_APART = Duration.ofMillis(100);
  private static final long SLOW_MICROS = 5_000;
  private static final int WEIGHED = 50;
  private static final String LIMIT = "maxmemory";
  private static final String POLICY = "maxmemory_policy";

  /** What only some caches need, by the commands, in the words of who misses it. */
  private static final Map<String, String> IN_PART =
      Map.ofEntries(
          Map.entry("memory|usage", "measuring what lies in Redis"),
          Map.entry("setrange", "the prolonging of entries by reads"),
          Map.entry("pexpireat", "the prolonging of entries by reads"),
          Map.entry("persist", "the prolonging of entries by reads"),
          Map.entry("exists", "the guard of loads among nodes"),
          Map.entry("hexists", "the guard of loads among nodes"),
          Map.entry("hincrby", "the guard of loads among nodes"),
          Map.entry("pexpire", "the guard of loads among nodes"),
          Map.entry("pttl", "the guard of loads among nodes"),
          Map.entry("get", "the guard of loads among nodes"),
          Map.entry("zmscore", "tags"),
          Map.entry("zadd", "tags and write-behind"),
          Map.entry("zcard", "tags and write-behind"),
          Map.entry("zrangebyscore", "tags and write-behind"),
          Map.entry("zrem", "tags and write-behind"),
          Map.entry("hget", "write-behind"),
          Map.entry("hset", "write-behind"),
          Map.entry("hdel", "write-behind"),
          Map.entry("hlen", "write-behind"),
          Map.entry("hkeys", "write-behind"),
          Map.entry("zscore", "write-behind"),
          Map.entry("zrange", "write-behind"));

  private final RedisSurvey survey;
  private final @Nullable String namespace;
  private final Consumer<String> progress;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param namespace what lies in it alone is looked at; null for all
   * @param progress is told what is being looked at
   */
  Examination(RedisSurvey survey, @Nullable String namespace, Consumer<String> progress) {
    this.survey = survey;
    this.namespace = namespace;
    this.progress = progress;
  }

  /** All that was found, each place with one finding at least. */
  List<Finding> findings() {
    progress.accept("servers");
    List<ServerReport> servers = survey.servers();
    servers.forEach(this::version);
    clocks(servers);
    progress.accept("rights");
    Optional<List<CacheName>> named = answered(() -> survey.caches(namespace));
    List<CacheName> caches = named.orElse(List.of());
    rights(caches);
    latency(anyNamespace(caches));
    progress.accept("caches");
    memory(servers, pendingWrites(caches));
    named
        .flatMap(found -> answered(() -> census(found, servers)))
        .ifPresent(found -> findings.addAll(found.all()));
    return List.copyOf(findings);
  }

  private CacheFindings census(List<CacheName> caches, List<ServerReport> servers) {
    Census census =
        survey.census(namespace, WEIGHED, met -> progress.accept(Units.count(met) + " keys"));
    return new CacheFindings(survey, caches, census, servers);
  }

  /** The answer; none where Redis refuses it, which is told. */
  private <T> Optional<T> answered(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (TierException e) {
      e.requireRefusal();
      findings.add(
          Finding.error(
              "caches",
              "what lies there cannot be looked at: " + e.getMessage(),
              "allow it, and examine again"));
      return Optional.empty();
    }
  }

  private void version(ServerReport server) {
    String said = server.address() + " has version " + server.version();
    try {
      server.requireVersion();
      findings.add(Finding.ok("version", said));
    } catch (TierException e) {
      findings.add(
          Finding.error("version", server.address() + ": " + e.getMessage(), "update the server"));
    }
  }

  private void clocks(List<ServerReport> servers) {
    List<Long> ahead = servers.stream().map(server -> server.ahead().toMillis()).sorted().toList();
    long apart = ahead.get(ahead.size() - 1) - ahead.get(0);
    if (apart > CLOCKS_APART.toMillis()) {
      findings.add(
          Finding.warning(
              "clocks",
              "the clocks of the masters are %d ms apart, and entries expire by them"
                  .formatted(apart),
              "keep the servers in step with NTP"));
    } else {
      findings.add(
          Finding.ok(
              "clocks",
              "the server is %d ms ahead of this machine%s"
                  .formatted(
                      ahead.get(0),
                      servers.size() > 1 ? ", masters are %d ms apart".formatted(apart) : "")));
    }
  }

  private String anyNamespace(List<CacheName> caches) {
    return (namespace != null)
        ? namespace
        : caches.isEmpty() ? DEFAULT_NAMESPACE : caches.get(0).namespace();
  }

  private void rights(List<CacheName> caches) {
    Map<String, String> refusals = survey.refusals(anyNamespace(caches));
    if (refusals.isEmpty()) {
      findings.add(Finding.ok("rights", "the user may do all that Entresol does"));
    }
    Map<String, List<String>> inPart = new LinkedHashMap<>();
    refusals.forEach(
        (command, said) -> {
          String part = IN_PART.get(command);
          if (part == null) {
            findings.add(
                Finding.error(
                    "rights",
                    "Redis refuses %s: %s".formatted(command, said),
                    "allow it (+%s): see 'a user with the least rights' in the manual"
                        .formatted(command)));
          } else {
            inPart.computeIfAbsent(part, of -> new ArrayList<>()).add(command);
          }
        });
    inPart.forEach(
        (part, commands) ->
            findings.add(
                Finding.warning(
                    "rights",
                    "Redis refuses " + String.join(", ", commands),
                    "allow %s, unless nobody needs %s"
                        .formatted(
                            commands.stream().map(name -> "+" + name).collect(joining(" ")),
                            part))));
  }

  private void latency(String tried) {
    Latency latency;
    try {
      latency = survey.latency(tried);
    } catch (TierException e) {
      e.requireRefusal();
      return;
    }
    String said =
        "a round trip takes %s, a script %s"
            .formatted(
                Units.millis(latency.roundTripMicros()), Units.millis(latency.scriptMicros()));
    if (latency.roundTripMicros() > SLOW_MICROS) {
      findings.add(
          Finding.warning(
              "latency", said, "bring the nodes nearer to Redis, and look for what holds it up"));
    } else if (latency.scriptMicros() - latency.roundTripMicros() > SLOW_MICROS) {
      findings.add(
          Finding.warning("latency", said, "look into SLOWLOG for what holds the server up"));
    } else {
      findings.add(Finding.ok("latency", said));
    }
  }

  private boolean pendingWrites(List<CacheName> caches) {
    return caches.stream()
        .map(this::backlog)
        .anyMatch(backlog -> backlog.pending() + backlog.dead() > 0);
  }

  private Backlog backlog(CacheName name) {
    try {
      return survey.cache(name).tier().queue().backlog();
    } catch (TierException e) {
      e.requireRefusal();
      return Backlog.NONE;
    }
  }

  private void memory(List<ServerReport> servers, boolean pendingWrites) {
    for (ServerReport server : servers) {
      String policy = server.facts().getOrDefault(POLICY, "unknown");
      String said =
          "%s: maxmemory %s, policy %s, used %s"
              .formatted(
                  server.address(),
                  server.number(LIMIT) == 0 ? "none" : Units.bytes(server.number(LIMIT)),
                  policy,
                  Units.bytes(server.number("used_memory")));
      if (server.number(LIMIT) == 0) {
        findings.add(
            Finding.warning(
                "memory",
                said,
                "set maxmemory, else Redis grows until the machine has no memory left"));
      } else if (server.evictsWhatNeverExpires() && pendingWrites) {
        findings.add(
            Finding.error(
                "memory",
                said + ", and pending writes may be evicted",
                "set maxmemory-policy noeviction, or one that begins with volatile-"));
      } else if (policy.equals("noeviction")) {
        findings.add(
            Finding.warning(
                "memory",
                said + ": a full Redis takes no entry any more",
                "set maxmemory-policy volatile-lfu, or watch used_memory"));
      } else {
        findings.add(Finding.ok("memory", said));
      }
    }
  }
}
