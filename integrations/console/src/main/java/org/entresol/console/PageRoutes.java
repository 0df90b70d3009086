package org.entresol.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.entresol.console.web.Call;
import org.entresol.console.web.PageServer.Routes;
import org.entresol.console.web.Refusal;
import org.entresol.console.web.Route;
import org.entresol.fault.OneLine;
import org.entresol.tier.Recall;
import org.entresol.tier.TierException;
import org.entresol.tier.redis.RedisSurvey;
import org.entresol.tier.redis.SurveyedCache;
import org.jspecify.annotations.Nullable;

/** What the page asks for: what the commands answer with {@code --json}. Thread-safe. */
final class PageRoutes {

  private static final int LETTERS = 100;
  private static final int WRITES = 50;
  private static final int MOST_TOLD = 500;

  private final RedisSurvey survey;
  private final @Nullable String namespace;
  private final Watch watch;
  private final boolean changes;
  private final Consumer<String> journal;

  /**
   * Creates the routes of a page.
   *
   * @param namespace what lies in it alone is shown; null for all
   * @param changes whether there is a token by which something can be changed
   * @param journal is told who has changed what
   */
  PageRoutes(
      RedisSurvey survey,
      @Nullable String namespace,
      Watch watch,
      boolean changes,
      Consumer<String> journal) {
    this.survey = survey;
    this.namespace = namespace;
    this.watch = watch;
    this.changes = changes;
    this.journal = journal;
  }

  /** All of them, by their paths. */
  Routes all() {
    return new Routes(
        Map.of(
            "/api/state", this::state,
            "/api/nodes", this::nodes,
            "/api/entry", this::entry,
            "/api/queue", this::queue,
            "/api/dead", this::dead),
        Map.of(
            "/api/token", call -> Map.of("who", call.who()),
            "/api/invalidate", told("invalidate", this::invalidate),
            "/api/expire", told("expire", this::expire),
            "/api/clear", told("clear", this::clear),
            "/api/replay", told("replay", this::replay),
            "/api/drop", told("drop", this::drop),
            // It tries commands, and takes a while.
            "/api/doctor", told("doctor", this::doctor)),
        PageRoutes::refusal);
  }

  private static Refusal refusal(RuntimeException failure) {
    int status =
        (failure instanceof TierException)
            ? 502
            : (failure instanceof RefusedException || failure instanceof IllegalArgumentException)
                ? 400
                : 500;
    return new Refusal(status, Main.masked(Main.reason(failure)));
  }

  /** A route that tells what became of it, and who has asked. */
  private Route told(String what, Route route) {
    return call -> {
      String asked = "%s: %s %s".formatted(call.who(), what, call.values());
      String told = OneLine.of(asked.substring(0, Math.min(asked.length(), MOST_TOLD)));
      try {
        Object answer = route.answer(call);
        journal.accept(told + ": done");
        return answer;
      } catch (RuntimeException e) {
        journal.accept(told + ": " + OneLine.of(Main.masked(Main.reason(e))));
        throw e;
      }
    };
  }

  private SurveyedCache cache(Call call) {
    String within = call.one("namespace");
    String named = call.one("cache");
    Optional<Listed> found =
        watch.caches().stream()
            .filter(cache -> cache.name().namespace().equals(within))
            .filter(cache -> cache.name().toString().equals(named))
            .findAny();
    return survey.cache(
        found
            .orElseThrow(
                () ->
                    new Refusal(
                        404,
                        "there is no cache '%s' in '%s'; allowed: one that is listed"
                            .formatted(named, within)))
            .name());
  }

  // ---- to look

  private Object state(Call call) {
    String since = call.one("since");
    if (!since.matches("\\d{1,15}")) {
      throw new Refusal(400, "since is not allowed; allowed: milliseconds since 1970");
    }
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("namespace", namespace);
    state.put("changes", changes);
    state.put("waitingMillis", watch.waiting().toMillis());
    state.put("caches", watch.caches().stream().map(Listed::document).toList());
    state.put(
        "samples", watch.since(Long.parseLong(since)).stream().map(Sample::document).toList());
    return state;
  }

  private Object nodes(Call call) {
    List<String> namespaces =
        watch.caches().stream().map(cache -> cache.name().namespace()).distinct().toList();
    return NodeDocuments.of(NodeDocuments.called(survey, namespaces));
  }

  private Object entry(Call call) {
    SurveyedCache cache = cache(call);
    return Map.of("entries", EntryDocuments.of(cache, Keys.of(cache, call.one("key"))));
  }

  private Object queue(Call call) {
    SurveyedCache cache = cache(call);
    return Writes.document(cache, cache.backlogs(), cache.pending(WRITES));
  }

  private Object dead(Call call) {
    DeadLetters letters = new DeadLetters(cache(call));
    return letters.document(letters.some(List.of(), LETTERS));
  }

  // ---- to change

  private Object invalidate(Call call) {
    Invalidation invalidation = new Invalidation(cache(call));
    List<String> keys = call.all("keys");
    List<String> tags = call.all("tags");
    List<String> patterns = call.all("pattern");
    if (keys.isEmpty() && patterns.isEmpty() && !tags.isEmpty()) {
      invalidation.tags(tags, Recall.DROP);
      return Map.of("tags", tags);
    }
    if (keys.isEmpty() && tags.isEmpty() && !patterns.isEmpty()) {
      return Map.of("dropped", invalidation.pattern(call.one("pattern")));
    }
    if (keys.isEmpty() || !tags.isEmpty() || !patterns.isEmpty()) {
      throw new Refusal(400, "what is to go is not said; allowed: one of keys, tags, pattern");
    }
    Invalidation.requireFew(keys);
    return invalidation.keys(keys).document();
  }

  private Object expire(Call call) {
    List<String> tags = call.all("tags");
    if (tags.isEmpty()) {
      throw new Refusal(400, "tags says nothing; allowed: those of the entries that are to expire");
    }
    new Invalidation(cache(call)).tags(tags, Recall.EXPIRE);
    return Map.of("expired", tags);
  }

  private Object clear(Call call) {
    new Invalidation(cache(call)).all();
    return Map.of("cleared", true);
  }

  private Object replay(Call call) {
    DeadLetters letters = new DeadLetters(cache(call));
    return letters.replay(letters.wanted(keys(call), LETTERS)).document("replayed");
  }

  private Object drop(Call call) {
    DeadLetters letters = new DeadLetters(cache(call));
    return letters.drop(letters.wanted(keys(call), LETTERS)).document("dropped");
  }

  /** The letters that are meant: on the page there is no word for all of them. */
  private static List<String> keys(Call call) {
    List<String> keys = call.all("keys");
    if (keys.isEmpty()) {
      throw new Refusal(400, "keys says nothing; allowed: those of the letters that are meant");
    }
    Invalidation.requireFew(keys);
    return keys;
  }

  private Object doctor(Call call) {
    List<Finding> findings = new Examination(survey, namespace, text -> {}).findings();
    return Map.of("findings", findings.stream().map(Finding::document).toList());
  }
}
