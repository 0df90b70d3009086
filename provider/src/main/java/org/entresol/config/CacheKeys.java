package org.entresol.config;

import static org.entresol.config.model.Setting.setting;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.entresol.EntresolConfiguration;
import org.entresol.LimitedExpiryPolicy;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.config.Key.Reading;
import org.entresol.config.model.ClassNames;
import org.entresol.config.model.Classes;
import org.entresol.config.model.Quantities;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.Setting;
import org.entresol.config.model.Words;
import org.jspecify.annotations.Nullable;

/** The table of the keys that describe a cache. */
final class CacheKeys {
  private static final String KEY_TYPE = "key";
  private static final String VALUE_TYPE = "value";

  /** The key for the stack. */
  static final String STACK = "stack";

  /** The key that lays what a file says of JCache's settings over what Java says. */
  static final String OVERRIDE = "override";

  /** The key that has a cache made when it is first asked for. */
  static final String DYNAMIC = "dynamic";

  /** The slot of the keys that say when entries expire. */
  static final String EXPIRY = "expiry";

  /** The key for the classes that may lie in Redis. */
  static final String ALLOW = "allow";

  private static final String COMPRESS = "compress";

  /** The slot of the keys that say whether and when a cache writes. */
  static final String WRITE_THROUGH = "write.write-through";

  private static final String CREATED = "expiry.created";
  private static final String MODIFIED = "expiry.modified";
  private static final String ACCESSED = "expiry.accessed";
  private static final String WRITE_MODE = "write.mode";
  private static final String LISTENERS = "listeners";
  private static final String LOADER = "load.loader";
  private static final String WRITER = "write.writer";

  private static final Scalar<Duration> DURATION =
      Scalar.of(
          "a number with its unit (ms, s, m, h or d), such as 10m, at most %dd"
              .formatted(Quantities.MAX_DAYS),
          (text, loader) -> Quantities.time(text, (number, unit) -> new Duration(unit, number)));

  private static final Scalar<Factory<ExpiryPolicy>> ETERNAL =
      Words.oneOf(
          "eternal, or a section with one of created, modified, accessed, touched, policy, or with"
              + " accessed and one of created, modified",
          Map.of("eternal", EternalExpiryPolicy.factoryOf()));

  /** All keys, as they stand below the name of a cache. */
  static final Schema<EntresolConfiguration.Builder<Object, Object>> NAMED = new Schema<>(rows());

  /** The keys below {@code defaults}: all but those that are each cache's own. */
  static final Schema<EntresolConfiguration.Builder<Object, Object>> DEFAULTS =
      NAMED.only(row -> !List.of(KEY_TYPE, VALUE_TYPE, DYNAMIC).contains(row.path()));

  private CacheKeys() {}

  /** JCache's keys and ours, in the order of messages and of the manual. */
  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> rows() {
    return Stream.of(
            types(),
            uses(),
            ours(key -> !key.startsWith("load.") && !key.startsWith("write.")),
            expiry(),
            switches(),
            loader(),
            ours(key -> key.startsWith("load.")),
            writer(),
            ours(key -> key.startsWith("write.")))
        .<Key<EntresolConfiguration.Builder<Object, Object>, ?>>flatMap(List::stream)
        .toList();
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> ours(
      Predicate<String> keys) {
    return EntresolConfiguration.settings().stream()
        .filter(setting -> keys.test(setting.key()))
        .<Key<EntresolConfiguration.Builder<Object, Object>, ?>>flatMap(CacheKeys::spelled)
        .toList();
  }

  /** The keys of a setting of ours; a word may be all, or one key of a section that says more. */
  private static <T> Stream<Key<EntresolConfiguration.Builder<Object, Object>, ?>> spelled(
      Setting<T> setting) {
    Key<EntresolConfiguration.Builder<Object, Object>, T> key = own(setting);
    return setting.key().equals(COMPRESS)
        ? Stream.of(key, new Key<>(setting.below("with"), key.setter(), true))
        : Stream.of(key);
  }

  private static <T> Key<EntresolConfiguration.Builder<Object, Object>, T> own(Setting<T> setting) {
    // When the writer is called is ours, but whether it is called at all is JCache's.
    boolean switchesOn = setting.key().equals(WRITE_MODE);
    return new Key<>(
        setting,
        (builder, value) -> (switchesOn ? builder.writeThrough(true) : builder).set(setting, value),
        true);
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> types() {
    return List.of(
        row(type(KEY_TYPE), CacheKeys::notForTheBuilder),
        row(type(VALUE_TYPE), CacheKeys::notForTheBuilder));
  }

  /** How the file itself is to be used. */
  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> uses() {
    return Stream.of(DYNAMIC, OVERRIDE)
        .<Key<EntresolConfiguration.Builder<Object, Object>, ?>>map(
            key -> new Key<>(setting(key, Words.FLAG, "false"), CacheKeys::notForTheBuilder, true))
        .toList();
  }

  private static Setting<Class<?>> type(String key) {
    return setting(key, ClassNames.TYPE, "java.lang.Object");
  }

  /** Nothing to set: a builder knows its types from the start, and not where they are said. */
  private static void notForTheBuilder(
      EntresolConfiguration.Builder<Object, Object> builder, Object value) {}

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> expiry() {
    return List.of(
        row(setting(EXPIRY, ETERNAL, "eternal"), (b, factory) -> b.expiry(factory)),
        after(CREATED, CreatedExpiryPolicy::factoryOf),
        after(MODIFIED, ModifiedExpiryPolicy::factoryOf),
        after(ACCESSED, AccessedExpiryPolicy::factoryOf),
        after("expiry.touched", TouchedExpiryPolicy::factoryOf),
        row(
            setting("expiry.policy", Classes.<ExpiryPolicy>factoryOf(ExpiryPolicy.class))
                .inSlot(EXPIRY),
            (b, factory) -> b.expiry(factory)));
  }

  /** A key for one of the specification's policies with a constant duration. */
  private static Key<EntresolConfiguration.Builder<Object, Object>, Duration> after(
      String key, Function<Duration, Factory<ExpiryPolicy>> policy) {
    return new Key<>(
        setting(key, DURATION).inSlot(EXPIRY),
        (builder, duration) -> builder.expiry(policy.apply(duration)),
        false,
        CacheKeys::limited);
  }

  /** A time to live and an idle time, of which the first to end counts. */
  private static @Nullable Reading<EntresolConfiguration.Builder<Object, Object>, ?> limited(
      Reading<EntresolConfiguration.Builder<Object, Object>, ?> first,
      Reading<EntresolConfiguration.Builder<Object, Object>, ?> second) {
    boolean idleFirst = first.key().path().equals(ACCESSED);
    Reading<EntresolConfiguration.Builder<Object, Object>, ?> live = idleFirst ? second : first;
    Reading<EntresolConfiguration.Builder<Object, Object>, ?> idle = idleFirst ? first : second;
    boolean renewed = live.key().path().equals(MODIFIED);
    if (!idle.key().path().equals(ACCESSED)
        || !(renewed || live.key().path().equals(CREATED))
        || !(live.value() instanceof Duration life)
        || !(idle.value() instanceof Duration pause)) {
      return null;
    }
    Factory<ExpiryPolicy> policy =
        new FactoryBuilder.SingletonFactory<>(
            renewed
                ? LimitedExpiryPolicy.modified(life, pause)
                : LimitedExpiryPolicy.created(life, pause));
    return new Reading<>(
        row(setting(EXPIRY, ETERNAL), (builder, factory) -> builder.expiry(factory)),
        policy,
        second.place(),
        live.shown() + " and " + idle.shown());
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> switches() {
    List<String> referring =
        Stream.of(Stack.values()).filter(Stack::hasHeap).map(Stack::configName).toList();
    return List.of(
        row(
            setting("store-by-value", Words.FLAG, "true").on(referring, List.of(true)),
            EntresolConfiguration.Builder::storeByValue),
        row(setting("statistics", Words.FLAG, "false"), EntresolConfiguration.Builder::statistics),
        row(setting("management", Words.FLAG, "false"), EntresolConfiguration.Builder::management),
        row(
            setting(LISTENERS, Shape.listOf(ListenerKeys.CONFIGURATION)).otherwise("none", null),
            (builder, listeners) -> listeners.forEach(builder::listener)));
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> loader() {
    return List.of(
        row(
            setting(LOADER, Classes.<CacheLoader<Object, Object>>factoryOf(CacheLoader.class))
                .otherwise("none", null),
            EntresolConfiguration.Builder::loader),
        row(
            setting("load.read-through", Words.FLAG, "false").needing(LOADER),
            EntresolConfiguration.Builder::readThrough));
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> writer() {
    return List.of(
        row(
            setting(WRITER, Classes.<CacheWriter<Object, Object>>factoryOf(CacheWriter.class))
                .otherwise("none", null),
            EntresolConfiguration.Builder::writer),
        row(
            setting(WRITE_THROUGH, Words.FLAG, "false").needing(WRITER),
            EntresolConfiguration.Builder::writeThrough));
  }

  private static <T> Key<EntresolConfiguration.Builder<Object, Object>, T> row(
      Setting<T> setting, BiConsumer<EntresolConfiguration.Builder<Object, Object>, T> setter) {
    return Key.key(setting, setter);
  }

  /** The cache that a layer describes, with the types it names. */
  static EntresolConfiguration<?, ?> toConfiguration(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer, Stack stack, String cache) {
    return onDemand(layer, stack, cache, Object.class, Object.class);
  }

  /** The cache that a layer describes, with the types that are asked for where it names none. */
  static EntresolConfiguration<?, ?> onDemand(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer,
      Stack stack,
      String cache,
      Class<?> key,
      Class<?> value) {
    return toConfiguration(
        layer, stack, cache, type(layer, KEY_TYPE, key), type(layer, VALUE_TYPE, value));
  }

  private static Class<?> type(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer, String slot, Class<?> otherwise) {
    return layer.value(slot) instanceof Class<?> type ? type : otherwise;
  }

  /** The cache that a layer describes, with types that are given elsewhere. */
  static <K, V> EntresolConfiguration<K, V> toConfiguration(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer,
      Stack stack,
      String cache,
      Class<K> key,
      Class<V> value) {
    layer.check(cache, layer::fills);
    return added(EntresolConfiguration.builder(key, value), layer, stack);
  }

  /**
   * The cache that JCache's part of a configuration describes, with what a layer says of
   * Entresol's.
   */
  static <K, V> EntresolConfiguration<K, V> toConfiguration(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer,
      Stack stack,
      CompleteConfiguration<K, V> given) {
    // Without the writer and write-through of the argument no mode of writing could be said.
    boolean writes = given.isWriteThrough();
    EntresolConfiguration<K, V> ofJCache =
        EntresolConfiguration.copyOf(new MutableConfiguration<>(given));
    return added(
        ofJCache.toBuilder(),
        layer.only(key -> key.entresol() && (writes || !key.path().equals(WRITE_MODE))),
        stack);
  }

  /**
   * What a configuration says, with what a layer says of JCache's settings laid over it.
   *
   * @throws ConfigurationException if a setting of the layer lacks another that neither has
   */
  static <K, V> EntresolConfiguration<K, V> overridden(
      EntresolConfiguration<K, V> given,
      Layer<EntresolConfiguration.Builder<Object, Object>> layer,
      String cache) {
    Layer<EntresolConfiguration.Builder<Object, Object>> over = layer.only(key -> !key.entresol());
    boolean writer = over.fills(WRITER) || given.getCacheWriterFactory() != null;
    boolean loader = over.fills(LOADER) || given.getCacheLoaderFactory() != null;
    over.check(cache, needed -> needed.equals(WRITER) ? writer : loader);
    EntresolConfiguration<K, V> rest = given;
    if (over.fills(LISTENERS)) {
      for (var listener : given.getCacheEntryListenerConfigurations()) {
        rest = rest.withoutListener(listener);
      }
    }
    EntresolConfiguration.Builder<K, V> builder = rest.toBuilder();
    if (writer && layer.value(WRITE_THROUGH) instanceof WriteMode) {
      builder.writeThrough(true);
    }
    over.applyTo(untyped(builder));
    return builder.build();
  }

  /** Whether a layer says of the expiry what a configuration does not. */
  static boolean saysOtherExpiry(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer,
      CompleteConfiguration<?, ?> given) {
    EntresolConfiguration.Builder<Object, Object> said =
        EntresolConfiguration.copyOf(new MutableConfiguration<>()).toBuilder();
    layer.only(key -> key.setting().slot().equals(EXPIRY)).applyTo(said);
    return layer.fills(EXPIRY)
        && !said.build().getExpiryPolicyFactory().equals(given.getExpiryPolicyFactory());
  }

  private static <K, V> EntresolConfiguration<K, V> added(
      EntresolConfiguration.Builder<K, V> builder,
      Layer<EntresolConfiguration.Builder<Object, Object>> layer,
      Stack stack) {
    Contradictions.check(layer);
    layer.applyTo(untyped(builder));
    return builder.stack(stack).build();
  }

  @SuppressWarnings("unchecked") // a file names classes only: their types show when they are used
  private static EntresolConfiguration.Builder<Object, Object> untyped(
      EntresolConfiguration.Builder<?, ?> builder) {
    return (EntresolConfiguration.Builder<Object, Object>) builder;
  }
}
