package org.entresol.config;

import static java.util.Objects.requireNonNull;
import static org.entresol.config.model.Setting.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.cache.configuration.Factory;
import org.entresol.config.Value.Entry;
import org.entresol.config.Value.Items;
import org.entresol.config.Value.Section;
import org.entresol.config.Value.Text;
import org.entresol.config.model.Classes;
import org.entresol.config.model.Said;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.Setting;
import org.entresol.config.model.Words;
import org.entresol.feed.ChangeMapper;
import org.entresol.feed.FeedSettings;
import org.entresol.feed.FeedSource;
import org.entresol.feed.KeyTemplate;
import org.entresol.feed.TableMapping;
import org.jspecify.annotations.Nullable;

/** The table of the keys of the section that names a database to be followed. */
final class PostgresKeys {
  /** The key at the top. */
  static final String POSTGRES = "postgres";

  private static final Shape<Secret> SECRET =
      new Shape<>("a text", (value, loader) -> secret(value));

  static final Setting<Secret> URL = setting(POSTGRES + ".url", SECRET);
  static final Setting<Secret> USER = setting(POSTGRES + ".user", SECRET);
  static final Setting<Secret> PASSWORD = setting(POSTGRES + ".password", SECRET);
  static final Setting<FeedSource> SOURCE =
      setting(
          POSTGRES + ".source", Words.oneOf(FeedSource.values(), FeedSource::configName), "notify");
  static final Setting<Boolean> INSTALL = setting(POSTGRES + ".install", Words.FLAG, "false");

  private static final String CACHE = "cache";
  private static final String KEY = "key";
  private static final String MAPPER = "mapper";

  /** The keys below the name of a table. */
  static final Schema<Draft> MAPPING = new Schema<>(rows());

  /** What stands behind {@code tables}. */
  static final Shape<List<TableMapping>> TABLES =
      new Shape<>(
          "a section of tables, each followed by a section with "
              + MAPPING.keysBelow("")
              + ", or a list of such sections",
          PostgresKeys::read);

  private PostgresKeys() {}

  /** What is being said of one table and one cache. */
  private static final class Draft {
    private String cache = "";
    private @Nullable KeyTemplate key;
    private @Nullable Factory<ChangeMapper> mapper;
    private List<String> columns = List.of();

    private TableMapping mapping(Place place, String table) {
      ChangeMapper made = mapper == null ? key : mapper.create();
      List<String> asked = key == null ? columns : key.columns();
      return new TableMapping(place.toString(), table, cache, requireNonNull(made), asked);
    }
  }

  private static List<Key<Draft, ?>> rows() {
    return List.of(
        Key.key(
            setting(CACHE, Words.any("the name of a cache", String::strip)),
            (draft, name) -> draft.cache = name),
        Key.key(
            setting(KEY, Scalar.of(KeyTemplate.ALLOWED, (text, loader) -> KeyTemplate.parse(text)))
                .inSlot(KEY),
            (draft, key) -> draft.key = key),
        Key.key(
            setting(MAPPER, Classes.<ChangeMapper>factoryOf(ChangeMapper.class)).inSlot(KEY),
            (draft, mapper) -> draft.mapper = mapper),
        Key.key(
            setting(
                "columns",
                Shape.listOf(Words.any("the name of a column", UnaryOperator.identity()))),
            (draft, columns) -> draft.columns = columns));
  }

  private static Secret secret(Value value) {
    if (!(value instanceof Text text)) {
      throw value.notAllowed("a text");
    }
    return new Secret(text.text());
  }

  private static List<TableMapping> read(Value value, ClassLoader loader) {
    if (!(value instanceof Section section) || section.entries().isEmpty()) {
      throw value.notAllowed(TABLES.allowed());
    }
    List<TableMapping> read = new ArrayList<>();
    for (Entry table : section.entries()) {
      List<Value> each =
          table.value() instanceof Items items ? items.items() : List.of(table.value());
      each.forEach(one -> read.add(mapping(table, one, loader)));
    }
    return List.copyOf(read);
  }

  private static TableMapping mapping(Entry table, Value value, ClassLoader loader) {
    if (!table.key().matches("[^.\\s]+(\\.[^.\\s]+)?")) {
      throw table.place().error("is no table; allowed: its name, or schema.name");
    }
    Layer<Draft> said = MAPPING.read(value, loader);
    if (!said.fills(CACHE) || !said.fills(KEY)) {
      throw value.refused(
          "has no " + (said.fills(CACHE) ? KEY + " and no " + MAPPER : CACHE),
          "a section with " + CACHE + " and one of " + KEY + ", " + MAPPER);
    }
    Draft draft = new Draft();
    said.applyTo(draft);
    if (draft.key != null && !draft.columns.isEmpty()) {
      throw value.refused(
          "has columns beside a key", "columns with " + MAPPER + "; a key names its own");
    }
    return draft.mapping(value.place(), table.key());
  }

  /**
   * What the section says, or null if there is none.
   *
   * @param place where it stands
   * @param tables what it says of tables, if anything
   * @throws ConfigurationException if it lacks what it cannot be without
   */
  static @Nullable FeedSettings settings(
      Place place, Said said, @Nullable List<TableMapping> tables) {
    boolean none = tables == null && said.keys().stream().noneMatch(PostgresKeys::isOurs);
    if (none) {
      return null;
    }
    Secret url = said.about(URL);
    if (url == null || tables == null) {
      throw place.error(
          "has no %s; allowed: a section with url and tables, and user, password, source, install"
              .formatted(url == null ? "url" : "tables"));
    }
    return new FeedSettings(
        place.toString(),
        url.text(),
        text(said.about(USER)),
        text(said.about(PASSWORD)),
        said.get(SOURCE),
        said.get(INSTALL),
        tables);
  }

  private static boolean isOurs(String key) {
    return key.startsWith(POSTGRES + ".");
  }

  private static @Nullable String text(@Nullable Secret secret) {
    return secret == null ? null : secret.text();
  }
}
