package org.entresol.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entresol.console.web.Json;
import org.entresol.fault.OneLine;
import org.entresol.tier.Recall;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.SurveyedCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops entries on all nodes. */
@Command(
    name = "invalidate",
    description = {
      "Drops the entries of keys, or those with one of some tags, on all nodes; what is being"
          + " loaded of them is not stored.",
      "A key is a text, number or UUID, or written as in Redis (i:42); a text that may mean several"
          + " keys means all of them."
    })
final class InvalidateCommand extends SurveyCommand {

  @Parameters(index = "1", paramLabel = "<cache>", description = "the name of the cache")
  private String cache = "";

  @Parameters(index = "2..*", arity = "0..*", paramLabel = "<key>", description = "the keys")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "<tag>", description = "a tag; may be said several times")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--expire",
      description = "let what has the tags expire, so that stale values may be given, and not go")
  private boolean expire;

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  @Override
  int run(RedisSurvey survey) {
    if (keys.isEmpty() == tags.isEmpty()) {
      throw new RefusedException(
          "what is to be invalidated is not said; allowed: keys, or --tag, and not both");
    }
    if (expire && tags.isEmpty()) {
      throw new RefusedException("--expire is not allowed with keys; allowed: --tag");
    }
    Invalidation.requireFew(keys);
    SurveyedCache surveyed = cache(survey, cache);
    String what =
        tags.isEmpty()
            ? keys.size() + (keys.size() == 1 ? " key" : " keys")
            : "all entries with one of the tags " + String.join(", ", tags);
    String question =
        "%s %s of '%s' on all nodes?"
            .formatted(
                expire ? "Let expire" : "Invalidate",
                OneLine.of(what),
                OneLine.of(surveyed.name().toString()));
    if (!yes && !screen().confirms(question)) {
      screen().error("Nothing was changed.");
      return ExitCode.NOTED;
    }
    if (tags.isEmpty()) {
      drop(surveyed);
    } else {
      recall(surveyed);
    }
    return ExitCode.OK;
  }

  private void drop(SurveyedCache surveyed) {
    Invalidation.Dropped dropped = new Invalidation(surveyed).keys(keys);
    if (isJson()) {
      screen().line(Json.of(dropped.document()));
    } else {
      screen()
          .line(
              "%d of their entries were in Redis%s; no node serves one any more."
                  .formatted(
                      dropped.found().size(),
                      dropped.found().isEmpty()
                          ? ""
                          : ": " + OneLine.of(String.join(", ", dropped.found()))));
    }
  }

  private void recall(SurveyedCache surveyed) {
    new Invalidation(surveyed).tags(tags, expire ? Recall.EXPIRE : Recall.DROP);
    if (isJson()) {
      screen().line(Json.of(Map.of(expire ? "expired" : "tags", tags)));
    } else {
      screen()
          .line(
              "No node serves an entry any more that had %s%s."
                  .formatted(
                      OneLine.of(String.join(", ", tags)),
                      expire ? ", but where a stale value may be given" : ""));
    }
  }
}
