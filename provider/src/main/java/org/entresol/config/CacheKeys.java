package org.entresol.config;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.EventScope;
import org.entresol.HeapBound;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.TypePattern;

/** The table of the keys that describe a cache. */
final class CacheKeys {
  private static final String KEY_TYPE = "key";
  private static final String VALUE_TYPE = "value";

  /** The key for the stack. */
  static final String STACK = "stack";

  /** The key for what becomes of writes while Redis is away. */
  static final String ON_FAILURE = "on-failure";

  /** All keys, as they stand below the name of a cache. */
  static final Schema<EntresolConfiguration.Builder<Object, Object>> NAMED = new Schema<>(rows());

  /** The keys below {@code defaults}: all but the types, which are each cache's own. */
  static final Schema<EntresolConfiguration.Builder<Object, Object>> DEFAULTS =
      NAMED.only(row -> !row.path().equals(KEY_TYPE) && !row.path().equals(VALUE_TYPE));

  private CacheKeys() {}

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> rows() {
    return Stream.of(
            types(), memory(), redis(), expiry(), switches(), LoadKeys.rows(), WriteKeys.rows())
        .<Key<EntresolConfiguration.Builder<Object, Object>, ?>>flatMap(List::stream)
        .toList();
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> types() {
    return List.of(
        row(KEY_TYPE, Classes.TYPE, CacheKeys::givenToTheBuilder).otherwise("java.lang.Object"),
        row(VALUE_TYPE, Classes.TYPE, CacheKeys::givenToTheBuilder).otherwise("java.lang.Object"));
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> memory() {
    return List.of(
        row(STACK, stack(), EntresolConfiguration.Builder::stack)
            .otherwise("heap+redis with a redis section, else heap")
            .ours(),
        row("heap.max-entries", Quantities.COUNT, (b, n) -> b.heap(HeapBound.entries(n)))
            .inSlot("heap")
            .otherwise(String.valueOf(HeapBound.DEFAULT.limit()))
            .on(Stack::hasHeap)
            .ours(),
        row("heap.max-bytes", Quantities.SIZE, (b, n) -> b.heap(HeapBound.bytes(n)))
            .inSlot("heap")
            .on(Stack::hasHeap)
            .ours(),
        row(
                "heap.max-staleness",
                Quantities.spanFrom("1ms"),
                EntresolConfiguration.Builder::maxStaleness)
            .otherwise("30s")
            .on(Stack::isNear)
            .ours(),
        row(
                "heap.keep-on-failure",
                Quantities.spanFrom("0s"),
                EntresolConfiguration.Builder::keepOnFailure)
            .otherwise("5s")
            .on(Stack::isNear)
            .ours(),
        row("immutable", Shape.listOf(Classes.TYPE), CacheKeys::immutable)
            .otherwise("none")
            .ours());
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> redis() {
    return List.of(
        row("partitions", Quantities.upTo(16_384), EntresolConfiguration.Builder::partitions)
            .on(Stack::isShared)
            .ours(),
        row("allow", Shape.listOf(typePattern()), CacheKeys::allow)
            .otherwise("none")
            .on(Stack::isShared)
            .ours(),
        row("strict", Words.BOOLEAN, EntresolConfiguration.Builder::strict)
            .otherwise("false")
            .on(Stack::isShared)
            .ours(),
        row(
                "events",
                Words.oneOf(EventScope.values(), EventScope::configName),
                EntresolConfiguration.Builder::events)
            .otherwise(EventScope.LOCAL.configName())
            .on(Stack::isShared)
            .elsewhereOnly(List.of(EventScope.LOCAL))
            .ours(),
        row(
                ON_FAILURE,
                Words.oneOf(OnFailure.values(), OnFailure::configName),
                EntresolConfiguration.Builder::onFailure)
            .otherwise(OnFailure.FAIL.configName())
            .on(Stack::isNear)
            .elsewhereOnly(List.of(OnFailure.FAIL))
            .ours(),
        row("hold.lease", Quantities.spanFrom("100ms"), EntresolConfiguration.Builder::holdLease)
            .otherwise("10s")
            .on(Stack::isShared)
            .ours(),
        row("hold.wait", Quantities.spanFrom("0s"), EntresolConfiguration.Builder::holdWait)
            .otherwise("15s")
            .on(Stack::isShared)
            .ours());
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> expiry() {
    return List.of(
        row("expiry", eternal(), (b, factory) -> b.expiry(factory)).otherwise("eternal"),
        after("created", CreatedExpiryPolicy::factoryOf),
        after("modified", ModifiedExpiryPolicy::factoryOf),
        after("accessed", AccessedExpiryPolicy::factoryOf),
        after("touched", TouchedExpiryPolicy::factoryOf),
        row(
                "expiry.policy",
                Classes.<ExpiryPolicy>factoryOf(ExpiryPolicy.class),
                (b, factory) -> b.expiry(factory))
            .inSlot("expiry"));
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> switches() {
    return List.of(
        row("store-by-value", Words.BOOLEAN, EntresolConfiguration.Builder::storeByValue)
            .otherwise("true")
            .on(Stack::hasHeap)
            .elsewhereOnly(List.of(true)),
        row("statistics", Words.BOOLEAN, EntresolConfiguration.Builder::statistics)
            .otherwise("false"),
        row("management", Words.BOOLEAN, EntresolConfiguration.Builder::management)
            .otherwise("false"),
        row("listeners", Shape.listOf(ListenerKeys.CONFIGURATION), CacheKeys::listeners)
            .otherwise("none"));
  }

  private static <T> Key<EntresolConfiguration.Builder<Object, Object>, T> row(
      String path,
      Shape<T> shape,
      BiConsumer<EntresolConfiguration.Builder<Object, Object>, T> setter) {
    return Key.key(path, shape, setter);
  }

  /** A key for one of the specification's policies with a constant duration. */
  private static Key<EntresolConfiguration.Builder<Object, Object>, Duration> after(
      String event, Function<Duration, Factory<ExpiryPolicy>> policy) {
    return row(
            "expiry." + event,
            Quantities.DURATION,
            (builder, duration) -> builder.expiry(policy.apply(duration)))
        .inSlot("expiry");
  }

  private static Shape<Stack> stack() {
    return Words.oneOf(Stack.values(), Stack::configName);
  }

  private static Shape<TypePattern> typePattern() {
    return Shape.text(
        TypePattern.ALLOWED,
        (text, loader) -> {
          if (!TypePattern.isAllowed(text)) {
            throw new IllegalArgumentException("is not allowed");
          }
          return new TypePattern(text);
        });
  }

  private static Shape<Factory<ExpiryPolicy>> eternal() {
    return Words.oneOf(
        "eternal, or a section with one of created, modified, accessed, touched, policy",
        Map.of("eternal", EternalExpiryPolicy.factoryOf()));
  }

  /** Nothing to set: a builder knows its types from the start. */
  private static void givenToTheBuilder(
      EntresolConfiguration.Builder<Object, Object> builder, Class<?> type) {}

  private static void immutable(
      EntresolConfiguration.Builder<Object, Object> builder, List<Class<?>> types) {
    builder.immutable(types.toArray(Class<?>[]::new));
  }

  private static void allow(
      EntresolConfiguration.Builder<Object, Object> builder, List<TypePattern> patterns) {
    builder.allow(patterns.stream().map(TypePattern::text).toArray(String[]::new));
  }

  private static void listeners(
      EntresolConfiguration.Builder<Object, Object> builder,
      List<CacheEntryListenerConfiguration<Object, Object>> listeners) {
    listeners.forEach(builder::listener);
  }

  /** The cache that a layer describes, with the types it names. */
  static EntresolConfiguration<?, ?> toConfiguration(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer, Stack stack, String cache) {
    return toConfiguration(layer, stack, cache, type(layer, KEY_TYPE), type(layer, VALUE_TYPE));
  }

  private static Class<?> type(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer, String slot) {
    return layer.value(slot) instanceof Class<?> type ? type : Object.class;
  }

  /** The cache that a layer describes, with types that are given elsewhere. */
  static <K, V> EntresolConfiguration<K, V> toConfiguration(
      Layer<EntresolConfiguration.Builder<Object, Object>> layer,
      Stack stack,
      String cache,
      Class<K> key,
      Class<V> value) {
    layer.check(cache);
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
        layer.only(key -> key.entresol() && (writes || !WriteKeys.switchesOn(key))),
        stack);
  }

  private static <K, V> EntresolConfiguration<K, V> added(
      EntresolConfiguration.Builder<K, V> builder,
      Layer<EntresolConfiguration.Builder<Object, Object>> layer,
      Stack stack) {
    LoadKeys.check(layer);
    WriteKeys.check(layer);
    layer.applyTo(untyped(builder));
    return builder.stack(stack).build();
  }

  @SuppressWarnings("unchecked") // a file names classes only: their types show when they are used
  private static EntresolConfiguration.Builder<Object, Object> untyped(
      EntresolConfiguration.Builder<?, ?> builder) {
    return (EntresolConfiguration.Builder<Object, Object>) builder;
  }
}
