package org.entresol.console;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    if (what.replay || what.drop) {
      return act(surveyed);
    }
    List<DeadWrite> letters = letters(surveyed);
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
                  Writes.kind(letter.write()),
                  letter.write().tries(),
                  Instant.ofEpochMilli(letter.buried()),
                  letter.error()));
      table.show(screen());
    }
    return letters.isEmpty() ? ExitCode.OK : ExitCode.NOTED;
  }

  /** Those that are asked for, as far as they are among the first ones. */
  private List<DeadWrite> letters(SurveyedCache surveyed) {
    ByteQueue queue = surveyed.tier().queue();
    if (keys.isEmpty()) {
      return queue.dead(limit);
    }
    Set<String> meant =
        keys.stream()
            .flatMap(key -> Keys.of(surveyed, key).stream())
            .map(surveyed::written)
            .collect(toSet());
    return queue.dead(Limits.MOST).stream()
        .filter(letter -> meant.contains(surveyed.written(letter.write().key())))
        .limit(limit)
        .toList();
  }

  private static Map<String, Object> document(SurveyedCache cache, DeadWrite letter) {
    Map<String, Object> document = Writes.document(cache, letter.write());
    document.put("buried", Instant.ofEpochMilli(letter.buried()).toString());
    document.put("error", letter.error());
    return document;
  }

  /** The keys of the letters that are meant, by what each is called. */
  private Map<String, List<byte[]>> wanted(SurveyedCache surveyed) {
    Map<String, List<byte[]>> wanted = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      surveyed.tier().queue().dead(limit).stream()
          .map(letter -> letter.write().key())
          .forEach(key -> wanted.put(surveyed.written(key), List.of(key)));
    }
    keys.forEach(key -> wanted.put(key, Keys.of(surveyed, key)));
    return wanted;
  }

  private int act(SurveyedCache surveyed) {
    Map<String, List<byte[]>> wanted = wanted(surveyed);
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
    ByteQueue queue = surveyed.tier().queue();
    List<String> done = new ArrayList<>();
    List<String> left = new ArrayList<>();
    wanted.forEach(
        (name, found) -> {
          List<String> made =
              found.stream()
                  .filter(key -> what.replay ? queue.replay(key) : queue.drop(key) != null)
                  .map(surveyed::written)
                  .toList();
          done.addAll(made);
          left.addAll(made.isEmpty() ? List.of(name) : List.of());
        });
    if (isJson()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put(what.replay ? "replayed" : "dropped", done);
      document.put("left", left);
      screen().line(Json.of(document));
    } else {
      screen()
          .line(
              "%d dead letters were %s; of %d keys there was none."
                  .formatted(
                      done.size(), what.replay ? "made pending again" : "dropped", left.size()));
    }
    return ExitCode.OK;
  }
}
