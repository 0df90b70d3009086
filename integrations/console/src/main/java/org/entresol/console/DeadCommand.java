package org.entresol.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.fault.OneLine;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.SurveyedCache;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the writes that were given up, and has them tried again or dropped. */
@Command(
    name = "dead",
    description =
        "Shows the writes of a cache that were given up; tries them again, or drops them.")
final class DeadCommand extends SurveyCommand {

  @Parameters(index = "1", paramLabel = "<cache>", description = "the name of the cache")
  private String cache = "";

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "<key>",
      description = "those of these keys alone, as they are listed")
  private List<String> keys = new ArrayList<>();

  @ArgGroup private What what = new What();

  @Option(
      names = "--limit",
      paramLabel = "<letters>",
      description = "how many at most (default: ${DEFAULT-VALUE})")
  private int limit = 100;

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  /** What is done to them: one of it at most. */
  private static final class What {
    @Option(names = "--replay", description = "have them tried again")
    private boolean replay;

    @Option(names = "--drop", description = "drop them: the source never gets them")
    private boolean drop;
  }

  @Override
  int run(RedisSurvey survey) {
    Limits.require("--limit", limit);
    SurveyedCache surveyed = cache(survey, cache);
    List<DeadWrite> letters =
        surveyed.tier().queue().dead(limit).stream()
            .filter(letter -> keys.isEmpty() || isMeant(surveyed, letter))
            .toList();
    if (what.replay || what.drop) {
      return act(surveyed, letters);
    }
    if (isJson()) {
      screen()
          .line(
              Json.of(
                  Map.of(
                      "letters",
                      letters.stream().map(letter -> document(surveyed, letter)).toList())));
    } else if (letters.isEmpty()) {
      screen().line("There are no dead letters.");
    } else {
      Table table = new Table("KEY", "WHAT", "TRIES", "GIVEN UP", "ERROR");
      letters.forEach(
          letter ->
              table.row(
                  surveyed.written(letter.write().key()),
                  letter.write().isDeletion() ? "delete" : "write",
                  letter.write().tries(),
                  Instant.ofEpochMilli(letter.buried()),
                  letter.error()));
      table.show(screen());
    }
    return letters.isEmpty() ? ExitCode.OK : ExitCode.NOTED;
  }

  private boolean isMeant(SurveyedCache surveyed, DeadWrite letter) {
    return keys.stream()
        .flatMap(key -> Keys.of(surveyed, key).stream())
        .anyMatch(key -> Arrays.equals(key, letter.write().key()));
  }

  private static Map<String, Object> document(SurveyedCache cache, DeadWrite letter) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("key", cache.written(letter.write().key()));
    document.put("deletion", letter.write().isDeletion());
    document.put("tries", letter.write().tries());
    document.put("buried", Instant.ofEpochMilli(letter.buried()).toString());
    document.put("error", letter.error());
    return document;
  }

  private int act(SurveyedCache surveyed, List<DeadWrite> letters) {
    String question =
        "%s %d dead letters of '%s'?"
            .formatted(
                what.replay ? "Try again" : "Drop for good",
                letters.size(),
                OneLine.of(surveyed.name().toString()));
    if (!letters.isEmpty() && !yes && !screen().confirms(question)) {
      screen().error("Nothing was changed.");
      return ExitCode.NOTED;
    }
    ByteQueue queue = surveyed.tier().queue();
    List<String> done = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (DeadWrite letter : letters) {
      byte[] key = letter.write().key();
      boolean made = what.replay ? queue.replay(key) : queue.drop(key) != null;
      (made ? done : left).add(surveyed.written(key));
    }
    if (isJson()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put(what.replay ? "replayed" : "dropped", done);
      document.put("left", left);
      screen().line(Json.of(document));
    } else {
      screen()
          .line(
              "%d dead letters were %s, %d were gone already."
                  .formatted(
                      done.size(), what.replay ? "made pending again" : "dropped", left.size()));
    }
    return ExitCode.OK;
  }
}
