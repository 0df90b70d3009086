package org.entresol.config;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.cache.integration.CacheLoader;
import org.entresol.EntresolConfiguration;
import org.entresol.LoadGuard;
import org.entresol.LoadSettings;
import org.entresol.Stack;
import org.entresol.config.Key.Setting;

/** The table of the keys that say how a cache loads and how fresh its values are. */
final class LoadKeys {
  private static final String SOFT_TIMEOUT = "load.soft-timeout";
  private static final String HARD_TIMEOUT = "load.hard-timeout";

  /** Of the keys that say when to refresh a section may set only one. */
  private static final String REFRESH = "load.refresh";

  private static final Shape<Duration> SPAN_OR_NONE = Quantities.spanFrom("0s");
  private static final String NONE = "0s";

  private LoadKeys() {}

  /** All keys, as they stand below the name of a cache. */
  static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> rows() {
    return Stream.of(source(), guard(), freshness(), limits())
        .<Key<EntresolConfiguration.Builder<Object, Object>, ?>>flatMap(List::stream)
        .toList();
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> source() {
    return List.of(
        Key.key(
                "load.loader",
                Classes.<CacheLoader<Object, Object>>factoryOf(CacheLoader.class),
                EntresolConfiguration.Builder<Object, Object>::loader)
            .otherwise("none"),
        Key.key(
                "load.read-through",
                Words.BOOLEAN,
                EntresolConfiguration.Builder<Object, Object>::readThrough)
            .needing("load.loader")
            .otherwise("false"),
        Key.key(
                "load.batch",
                Quantities.NUMBER,
                EntresolConfiguration.Builder<Object, Object>::loadBatch)
            .otherwise(String.valueOf(EntresolConfiguration.DEFAULT_LOAD_BATCH))
            .ours());
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> guard() {
    return List.of(
        row(
                "load.guard",
                Words.oneOf(LoadGuard.values(), LoadGuard::configName),
                LoadSettings::guard)
            .otherwise(LoadGuard.CLUSTER.configName())
            .on(Stack::isShared)
            .elsewhereOnly(List.of(LoadGuard.NONE, LoadGuard.NODE)),
        row("load.wait", SPAN_OR_NONE, LoadSettings::waitTime).otherwise("5s").on(Stack::isShared),
        row("load.lease", Quantities.spanFrom("100ms"), LoadSettings::lease)
            .otherwise("10s")
            .on(Stack::isShared));
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> freshness() {
    return List.of(
        row("load.refresh-ahead", Quantities.decimalTo(100), LoadSettings::refreshAhead)
            .inSlot(REFRESH)
            .otherwise("0"),
        row("load.refresh-after", Quantities.percent(1, 99), LoadSettings::refreshAfter)
            .inSlot(REFRESH),
        row("load.stale-while-revalidate", SPAN_OR_NONE, LoadSettings::staleWhileRevalidate)
            .otherwise(NONE),
        row("load.stale-if-error", SPAN_OR_NONE, LoadSettings::staleIfError).otherwise(NONE),
        row("load.backoff", Quantities.spanFrom("1ms"), LoadSettings::backoff).otherwise("1s"));
  }

  private static List<Key<EntresolConfiguration.Builder<Object, Object>, ?>> limits() {
    return List.of(
        row(SOFT_TIMEOUT, SPAN_OR_NONE, LoadSettings::softTimeout).otherwise(NONE),
        row(HARD_TIMEOUT, SPAN_OR_NONE, LoadSettings::hardTimeout).otherwise(NONE),
        row("load.jitter", Quantities.JITTER, LoadSettings::jitter).otherwise("0%"),
        row("load.absent", SPAN_OR_NONE, LoadSettings::absent).otherwise(NONE));
  }

  private static <T> Key<EntresolConfiguration.Builder<Object, Object>, T> row(
      String path, Shape<T> shape, BiFunction<LoadSettings, T, LoadSettings> change) {
    return Key.changing(path, shape, EntresolConfiguration.Builder<Object, Object>::load, change);
  }

  /**
   * Refuses timeouts of which the second could never end a wait.
   *
   * @throws ConfigurationException if the soft one is not shorter than the hard one
   */
  static void check(Layer<EntresolConfiguration.Builder<Object, Object>> layer) {
    Setting<EntresolConfiguration.Builder<Object, Object>, ?> soft = layer.setting(SOFT_TIMEOUT);
    Setting<EntresolConfiguration.Builder<Object, Object>, ?> hard = layer.setting(HARD_TIMEOUT);
    if (soft != null
        && hard != null
        && soft.value() instanceof Duration first
        && hard.value() instanceof Duration second
        && !second.isZero()
        && first.compareTo(second) >= 0) {
      throw soft.place()
          .error(
              "%s is not shorter than %s: %s; allowed: less than %s"
                  .formatted(soft.shown(), hard.place(), hard.shown(), HARD_TIMEOUT));
    }
  }
}
