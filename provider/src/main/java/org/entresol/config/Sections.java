package org.entresol.config;

import static org.entresol.config.model.Setting.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entresol.EntresolConfiguration;
import org.entresol.TypePattern;
import org.entresol.config.Value.Entry;
import org.entresol.config.Value.Section;
import org.entresol.config.Value.Verbatim;
import org.entresol.config.model.Said;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.SetOf;
import org.entresol.config.model.Setting;
import org.entresol.feed.FeedSettings;
import org.entresol.feed.TableMapping;
import org.jspecify.annotations.Nullable;

/** The sections of one file, as they are collected; and the table of the keys at its top. */
final class Sections {
  /** The key at the top whose section is Redisson's own. */
  static final String REDIS = "redis";

  private static final Setting<String> NAMESPACE =
      setting(
          "namespace",
          Scalar.of("letters, digits, dots, dashes and underscores", Sections::namespaceName),
          "entresol");

  private static final Setting<Set<TypePattern>> PACKAGES =
      setting(
              "packages",
              new SetOf<>(
                  Scalar.of(TypePattern.ALLOWED, (text, loader) -> TypePattern.parsed(text)),
                  Map.of()))
          .otherwise("none", Set.of());

  /** The keys at the top that a property may replace. */
  static final Schema<Sections> SINGLE = new Schema<>(single());

  /** The keys at the top of a file. */
  static final Schema<Sections> TOP =
      new Schema<>(Stream.concat(SINGLE.rows().stream(), sections().stream()).toList());

  private @Nullable RedisSection redis;
  private @Nullable List<TableMapping> tables;
  private List<RouteSettings> routes = List.of();
  private Place postgres = Place.property("entresol." + PostgresKeys.POSTGRES);
  private Said said = Said.NOTHING;
  private Layer<EntresolConfiguration.Builder<Object, Object>> defaults = Layer.empty();
  private final Map<String, Layer<EntresolConfiguration.Builder<Object, Object>>> caches =
      new LinkedHashMap<>();

  private static List<Key<Sections, ?>> single() {
    return List.of(
        row(NAMESPACE),
        row(PACKAGES),
        row(RedisTerms.COMMAND_TIMEOUT),
        row(RedisTerms.BREAKER_FAILURES),
        row(RedisTerms.BREAKER_PAUSE),
        row(RedisTerms.CONNECT_TIMEOUT),
        row(RedisTerms.START),
        row(DiskSection.PATH),
        row(DiskSection.SHARDS),
        row(DiskSection.SYNCHRONOUS),
        row(DiskSection.MAX_BYTES),
        row(DiskSection.EVICTION),
        row(PostgresKeys.URL),
        row(PostgresKeys.USER),
        row(PostgresKeys.PASSWORD),
        row(PostgresKeys.SOURCE),
        row(PostgresKeys.INSTALL));
  }

  private static <T> Key<Sections, T> row(Setting<T> setting) {
    return Key.key(setting, (to, value) -> to.said = to.said.with(setting, value));
  }

  private static List<Key<Sections, ?>> sections() {
    return List.of(
        row(REDIS, redisson(), (to, section) -> to.redis = section),
        row(
            PostgresKeys.POSTGRES + ".tables",
            PostgresKeys.TABLES,
            (to, tables) -> to.tables = tables),
        row("defaults", CacheKeys.DEFAULTS.shape(), (to, said) -> to.defaults = said),
        row("caches", Shape.named(CacheKeys.NAMED.shape()), (to, said) -> to.caches.putAll(said)),
        row(RouteKeys.ROUTES, RouteKeys.SHAPE, (to, routes) -> to.routes = routes));
  }

  private static <T> Key<Sections, T> row(
      String path, Shape<T> shape, BiConsumer<Sections, T> setter) {
    return Key.key(setting(path, shape), setter);
  }

  private static String namespaceName(String text, ClassLoader loader) {
    if (!text.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("is not allowed");
    }
    return text;
  }

  /** Redisson's section; what else stands there is not shown, as it may be a password. */
  private static Shape<RedisSection> redisson() {
    String allowed = "a section as Redisson's own YAML has it, such as singleServerConfig";
    return new Shape<>(
        allowed,
        (value, loader) -> {
          if (!(value instanceof Verbatim verbatim)) {
            throw value.place().error("is no section; allowed: " + allowed);
          }
          return verbatim.section();
        });
  }

  /**
   * What a file says.
   *
   * @throws ConfigurationException if it says anything that is not in the tables
   */
  static Sections of(Value file, ClassLoader loader) {
    Sections sections = new Sections();
    TOP.read(file, loader).applyTo(sections);
    if (file instanceof Section top) {
      for (Entry entry : top.entries()) {
        sections.postgres =
            entry.key().equals(PostgresKeys.POSTGRES) ? entry.place() : sections.postgres;
      }
    }
    return sections;
  }

  /** The database to be followed, or null when there is none. */
  @Nullable FeedSettings feed() {
    return PostgresKeys.settings(postgres, said, tables);
  }

  /** The routes whose answers are kept. */
  List<RouteSettings> routes() {
    return routes;
  }

  /**
   * The names and patterns of caches in the order of the file, but for those of routes: these are
   * made by who keeps the answers.
   */
  List<String> cachesOfNoRoute() {
    Set<String> ofRoutes = routes.stream().map(RouteSettings::cache).collect(Collectors.toSet());
    return caches.keySet().stream().filter(name -> !ofRoutes.contains(name)).toList();
  }

  /** How Redis is reached, or null when there is none. */
  @Nullable RedisSection redis() {
    return redis;
  }

  RedisTerms terms() {
    return RedisTerms.of(said);
  }

  /** Where caches on disk lie, or null when no directory is named. */
  @Nullable DiskSection disk() {
    return DiskSection.of(said);
  }

  String namespace() {
    return said.get(NAMESPACE);
  }

  /** The keys at the top that are said and are no sections. */
  Set<String> keys() {
    return said.keys();
  }

  /** The classes that every cache in Redis allows beside its own. */
  Set<TypePattern> packages() {
    return said.get(PACKAGES);
  }

  /** What holds for every cache. */
  Layer<EntresolConfiguration.Builder<Object, Object>> defaults() {
    return defaults;
  }

  /** What holds for each name or pattern, in the order of the file. */
  Map<String, Layer<EntresolConfiguration.Builder<Object, Object>>> caches() {
    return caches;
  }

  /** Puts another section into the place of that for Redis. */
  void overrideRedis(RedisSection section) {
    redis = section;
  }

  /** Puts another address into the section for Redis, or makes one of it. */
  void overrideAddress(RedisAddress address, Place place) {
    redis = redis == null ? RedisSection.of(address, place) : redis.withAddress(address, place);
  }

  /** Lays settings over those that hold for every cache. */
  void overrideDefaults(Layer<EntresolConfiguration.Builder<Object, Object>> layer) {
    defaults = layer.over(defaults);
  }

  /** Lays settings over those of a name or pattern. */
  void overrideCache(String name, Layer<EntresolConfiguration.Builder<Object, Object>> layer) {
    caches.merge(name, layer, (said, above) -> above.over(said));
  }
}
