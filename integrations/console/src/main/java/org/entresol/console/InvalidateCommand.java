package org.entresol.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.fault.OneLine;
import org.entresol.tier.Act;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.TagHash;
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

  private static final int MOST = 500;

  @Parameters(index = "1", paramLabel = "<cache>", description = "the name of the cache")
  private String cache = "";

  @Parameters(index = "2..*", arity = "0..*", paramLabel = "<key>", description = "the keys")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "<tag>", description = "a tag; may be said several times")
  private List<String> tags = new ArrayList<>();

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
    if (keys.size() > MOST) {
      throw new RefusedException(
          "%d keys are too many for one call; allowed: %d".formatted(keys.size(), MOST));
    }
    SurveyedCache surveyed = cache(survey, cache);
    String what =
        tags.isEmpty()
            ? keys.size() + (keys.size() == 1 ? " key" : " keys")
            : "all entries with one of the tags " + String.join(", ", tags);
    String question =
        "Invalidate %s of '%s' on all nodes?"
            .formatted(OneLine.of(what), OneLine.of(surveyed.name().toString()));
    if (!yes && !screen().confirms(question)) {
      screen().error("Nothing was invalidated.");
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
    List<byte[]> meant = keys.stream().flatMap(key -> Keys.of(surveyed, key).stream()).toList();
    List<Plan> plans =
        meant.stream().map(key -> new Plan(key, Act.DROP, Act.DROP).wantingEntry(true)).toList();
    List<Outcome> outcomes = surveyed.tier().attemptAll(plans);
    List<String> dropped = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).entry() != null) {
        dropped.add(surveyed.written(meant.get(i)));
      }
    }
    if (isJson()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("invalidated", meant.stream().map(surveyed::written).toList());
      document.put("found", dropped);
      screen().line(Json.of(document));
    } else {
      screen()
          .line(
              "%d of their entries were in Redis%s; no node serves one any more."
                  .formatted(
                      dropped.size(),
                      dropped.isEmpty() ? "" : ": " + OneLine.of(String.join(", ", dropped))));
    }
  }

  private void recall(SurveyedCache surveyed) {
    long[] unused =
        surveyed.tier().recall(tags.stream().mapToLong(TagHash::of).distinct().toArray());
    if (isJson()) {
      screen().line(Json.of(Map.of("tags", tags)));
    } else {
      screen()
          .line(
              "No node serves an entry any more that had "
                  + OneLine.of(String.join(", ", tags))
                  + ".");
    }
  }
}
