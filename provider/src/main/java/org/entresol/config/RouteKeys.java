package org.entresol.config;

import static java.util.Objects.requireNonNull;
import static org.entresol.config.model.Setting.setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.entresol.config.RouteSettings.Labels;
import org.entresol.config.RouteSettings.Lives;
import org.entresol.config.RouteSettings.Parts;
import org.entresol.config.Value.Entry;
import org.entresol.config.Value.Section;
import org.entresol.config.model.Quantities;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.Setting;
import org.entresol.config.model.Words;
import org.jspecify.annotations.Nullable;

/** The table of the keys that describe a route. */
final class RouteKeys {
  /** The key at the top. */
  static final String ROUTES = "routes";

  /** A rendering holds as much in memory. */
  private static final long MOST_BODY = 64L << 20;

  private static final String CACHE = "cache";
  private static final String TTL = "ttl";

  private static final Setting<Boolean> SHOW_TAGS = setting("show-tags", Words.FLAG, "false");
  private static final Setting<Boolean> PRINCIPAL = setting("principal", Words.FLAG, "false");
  private static final Setting<Duration> ABSENT = setting("absent", Quantities.SPAN, "0s");
  private static final Setting<Duration> WHILE_REVALIDATE =
      setting("stale-while-revalidate", Quantities.SPAN, "0s");
  private static final Setting<Duration> IF_ERROR =
      setting("stale-if-error", Quantities.SPAN, "0s");
  private static final Setting<Integer> MAX_BODY =
      setting(
          "max-body",
          Scalar.of("a number of bytes from 1 to 64MB, such as 1MB", RouteKeys::body),
          "1MB");

  /** The keys below a pattern. */
  static final Schema<Draft> ROUTE = new Schema<>(rows());

  /** What stands behind {@code routes}. */
  static final Shape<List<RouteSettings>> SHAPE =
      new Shape<>(
          "a section of patterns of paths, such as /products/**, each followed by a section with "
              + ROUTE.keysBelow(""),
          RouteKeys::read);

  private RouteKeys() {}

  /** What is being said of one route. */
  private static final class Draft {
    private String cache = "";
    private Duration ttl = Duration.ZERO;
    private Duration absent = unsaid(ABSENT);
    private Duration staleWhileRevalidate = unsaid(WHILE_REVALIDATE);
    private Duration staleIfError = unsaid(IF_ERROR);
    private boolean byPrincipal = unsaid(PRINCIPAL);
    private List<String> vary = List.of();
    private @Nullable List<String> query;
    private List<String> tags = List.of();
    private boolean showTags = unsaid(SHOW_TAGS);
    private int maxBody = unsaid(MAX_BODY);

    private static <T> T unsaid(Setting<T> setting) {
      return requireNonNull(setting.fallback(), setting.key());
    }

    private RouteSettings settings(Place place, String pattern) {
      return new RouteSettings(
          place.toString(),
          pattern,
          cache,
          new Lives(ttl, absent, staleWhileRevalidate, staleIfError),
          new Parts(vary, query, byPrincipal),
          new Labels(tags, showTags),
          maxBody);
    }
  }

  private static List<Key<Draft, ?>> rows() {
    List<Key<Draft, ?>> rows = new ArrayList<>(ofKeys());
    rows.addAll(ofLives());
    return rows;
  }

  /** What an answer is kept under, and goes by. */
  private static List<Key<Draft, ?>> ofKeys() {
    return List.of(
        Key.key(
            setting(CACHE, Words.any("the name of a cache", String::strip)),
            (draft, name) -> draft.cache = name),
        Key.key(setting(TTL, Quantities.span("1ms")), (draft, span) -> draft.ttl = span),
        Key.key(
            setting("vary", Shape.listOf(Scalar.of("the name of a field", RouteKeys::field))),
            (draft, fields) -> draft.vary = fields),
        Key.key(
            setting(
                "query",
                Shape.listOf(Words.any("the name of a parameter", UnaryOperator.identity()))),
            (draft, names) -> draft.query = names),
        Key.key(
            setting(
                "tags",
                Shape.listOf(
                    Words.any("a tag, such as product:{id} for /products/{id}", String::strip))),
            (draft, tags) -> draft.tags = tags),
        Key.key(SHOW_TAGS, (draft, each) -> draft.showTags = each),
        Key.key(PRINCIPAL, (draft, each) -> draft.byPrincipal = each));
  }

  /** How long it is kept, and how large it may be. */
  private static List<Key<Draft, ?>> ofLives() {
    return List.of(
        Key.key(ABSENT, (draft, span) -> draft.absent = span),
        Key.key(WHILE_REVALIDATE, (draft, span) -> draft.staleWhileRevalidate = span),
        Key.key(IF_ERROR, (draft, span) -> draft.staleIfError = span),
        Key.key(MAX_BODY, (draft, bytes) -> draft.maxBody = bytes));
  }

  private static String field(String text, ClassLoader loader) {
    if (!text.matches("[A-Za-z0-9!#$&'^_`|~.+-]+")) {
      throw new IllegalArgumentException("is not allowed");
    }
    return text;
  }

  private static int body(String text, ClassLoader loader) {
    long bytes = Quantities.SIZE.parse(text);
    if (bytes > MOST_BODY) {
      throw new IllegalArgumentException("is too large");
    }
    return (int) bytes;
  }

  private static List<RouteSettings> read(Value value, ClassLoader loader) {
    if (!(value instanceof Section section)) {
      throw value.notAllowed(SHAPE.allowed());
    }
    List<RouteSettings> read = new ArrayList<>();
    for (Entry route : section.entries()) {
      read.add(route(route, loader));
    }
    return List.copyOf(read);
  }

  private static RouteSettings route(Entry route, ClassLoader loader) {
    if (!route.key().startsWith("/")) {
      throw route.place().error("is no route; allowed: a pattern of paths, such as /products/**");
    }
    Layer<Draft> said = ROUTE.read(route.value(), loader);
    if (!said.fills(CACHE) || !said.fills(TTL)) {
      throw route
          .value()
          .refused(
              "has no " + (said.fills(CACHE) ? TTL : CACHE),
              "a section with " + CACHE + " and " + TTL);
    }
    Draft draft = new Draft();
    said.applyTo(draft);
    return draft.settings(route.value().place(), route.key());
  }
}
