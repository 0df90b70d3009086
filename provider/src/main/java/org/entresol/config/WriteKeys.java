package org.entresol.config;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.cache.integration.CacheWriter;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.WriteOrdering;
import org.entresol.WriteSettings;
import org.entresol.config.Key.Setting;

/** The table of the keys that say when and how the writer of a cache is called. */
final class WriteKeys {
  private static final String WRITER = "write.writer";

  /** Of the keys that say whether and when a cache writes a section may set only one. */
  private static final String WRITE_THROUGH = "write.write-through";

  private static final Shape<Duration> SPAN_OR_NONE = Quantities.spanFrom("0s");
  private static final Shape<Duration> SPAN = Quantities.spanFrom("1ms");

  private WriteKeys() {}

  /** All keys, as they stand below the name of a cache. */
  static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> rows() {
    return Stream.of(source(), queue(), limits())
        .<Key<EntresolConfiguration.Builder<Object, Object>, ?>>flatMap(List::stream)
        .toList();
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> source() {
    return List.of(
        Key.key(
                WRITER,
                Classes.<CacheWriter<Object, Object>>factoryOf(CacheWriter.class),
                EntresolConfiguration.Builder<Object, Object>::writer)
            .otherwise("none"),
        Key.key(
                WRITE_THROUGH,
                Words.BOOLEAN,
                EntresolConfiguration.Builder<Object, Object>::writeThrough)
            .needing(WRITER)
            .otherwise("false"),
        Key.key("write.mode", Words.oneOf(WriteMode.values(), WriteMode::configName), WriteKeys::on)
            .inSlot(WRITE_THROUGH)
            .needing(WRITER)
            .ours(),
        Key.key(
                "write.ordering",
                Words.oneOf(WriteOrdering.values(), WriteOrdering::configName),
                EntresolConfiguration.Builder<Object, Object>::writeOrdering)
            .otherwise(WriteOrdering.CLUSTER.configName())
            .on(Stack::isShared)
            .elsewhereOnly(List.of(WriteOrdering.NODE))
            .ours());
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> queue() {
    return List.of(
        row("write.delay", SPAN_OR_NONE, WriteSettings::delay).otherwise("5s"),
        row("write.batch", Quantities.upTo(10_000), WriteSettings::batch).otherwise("100"),
        row("write.tries", Quantities.upTo(250), WriteSettings::tries).otherwise("10"),
        row("write.backoff", SPAN, WriteSettings::backoff).otherwise("1s"));
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> limits() {
    return List.of(
        row("write.max-pending", Quantities.upTo(100_000_000), WriteSettings::maxPending)
            .otherwise("100000"),
        row("write.wait", SPAN_OR_NONE, WriteSettings::waitTime).otherwise("30s"),
        row("write.lease", Quantities.spanFrom("100ms"), WriteSettings::lease)
            .otherwise("10s")
            .on(Stack::isShared),
        row("write.flush-timeout", SPAN_OR_NONE, WriteSettings::flushTimeout).otherwise("30s"),
        row("write.warn-after", SPAN, WriteSettings::warnAfter).otherwise("1m"));
  }

  private static <T> Key<EntresolConfiguration.Builder<Object, Object>, T> row(
      String path, Shape<T> shape, BiFunction<WriteSettings, T, WriteSettings> change) {
    return Key.changing(path, shape, EntresolConfiguration.Builder<Object, Object>::write, change);
  }

  /** Switches on what JCache calls writing through; when the writer is called is ours. */
  private static void on(EntresolConfiguration.Builder<Object, Object> builder, WriteMode mode) {
    builder.writeThrough(true).write(it -> it.mode(mode));
  }

  /** Whether a key says whether and when a cache writes, and not only how. */
  static boolean switchesOn(Key<?, ?> key) {
    return key.slot().equals(WRITE_THROUGH);
  }

  /**
   * Refuses writes behind that would lie in the memory of one JVM while Redis is away.
   *
   * @throws ConfigurationException if both are said
   */
  static void check(Layer<EntresolConfiguration.Builder<Object, Object>> layer) {
    Setting<EntresolConfiguration.Builder<Object, Object>, ?> mode = layer.setting(WRITE_THROUGH);
    Setting<EntresolConfiguration.Builder<Object, Object>, ?> onFailure =
        layer.setting(CacheKeys.ON_FAILURE);
    if (mode != null
        && onFailure != null
        && mode.value() == WriteMode.BEHIND
        && onFailure.value() == OnFailure.DEGRADE) {
      throw mode.place()
          .error(
              "%s is not allowed together with %s: %s; allowed: with %s: %s"
                  .formatted(
                      mode.shown(),
                      onFailure.place(),
                      onFailure.shown(),
                      CacheKeys.ON_FAILURE,
                      OnFailure.FAIL.configName()));
    }
  }
}
