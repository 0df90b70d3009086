package org.entresol.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entresol.console.web.Json;
import org.entresol.fault.OneLine;
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
    DeadLetters dead = new DeadLetters(surveyed);
    if (what.replay || what.drop) {
      return act(surveyed, dead);
    }
    List<DeadWrite> letters = dead.some(keys, limit);
    if (isJson()) {
      screen().line(Json.of(dead.document(letters)));
    } else if (letters.isEmpty()) {
      screen().line("There are no dead letters.");
    } else {
      Table table = new Table("KEY", "WHAT", "TRIES", "GIVEN UP", "ERROR");
      letters.forEach(
          letter ->
              table.row(
                  surveyed.written(letter.write().key()),
                  Writes.kind(letter.write()),
                  letter.write().tries(),
                  Instant.ofEpochMilli(letter.buried()),
                  DeadLetters.error(letter)));
      table.show(screen());
    }
    return letters.isEmpty() ? ExitCode.OK : ExitCode.NOTED;
  }

  private int act(SurveyedCache surveyed, DeadLetters dead) {
    Map<String, List<byte[]>> wanted = dead.wanted(keys, limit);
    String question =
        "%s the dead letters of %d keys of '%s'?"
            .formatted(
                what.replay ? "Try again" : "Drop for good",
                wanted.size(),
                OneLine.of(surveyed.name().toString()));
    if (!wanted.isEmpty() && !yes && !screen().confirms(question)) {
      screen().error("Nothing was changed.");
      return ExitCode.NOTED;
    }
    DeadLetters.Done done = what.replay ? dead.replay(wanted) : dead.drop(wanted);
    if (isJson()) {
      screen().line(Json.of(done.document(what.replay ? "replayed" : "dropped")));
    } else {
      screen()
          .line(
              "%d dead letters were %s; of %d keys there was none."
                  .formatted(
                      done.changed().size(),
                      what.replay ? "made pending again" : "dropped",
                      done.left().size()));
    }
    return ExitCode.OK;
  }
}
