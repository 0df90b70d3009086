package org.entresol;

import static org.entresol.Sample.MILLISECOND;
import static org.entresol.Sample.own;
import static org.entresol.Sample.seconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The samples of the settings that say when a cache loads and writes. */
final class WorkSamples {

  private WorkSamples() {}

  /** A sample for each, in the order of the manual. */
  static List<Sample<?>> all() {
    List<Sample<?>> all = new ArrayList<>(load());
    all.addAll(freshness());
    all.addAll(write());
    return all;
  }

  private static List<Sample<?>> load() {
    return List.of(
        own(
                "load.batch",
                EntresolConfiguration.Builder::loadBatch,
                EntresolConfiguration::getLoadBatch,
                1_000)
            .with(4, "4"),
        load("guard", LoadSettings::guard, LoadSettings::guard, LoadGuard.CLUSTER)
            .with(LoadGuard.NODE, "node"),
        load("wait", LoadSettings::waitTime, LoadSettings::waitTime, seconds(5))
            .with(Duration.ZERO, "0s"),
        load("lease", LoadSettings::lease, LoadSettings::lease, seconds(10))
            .with(Duration.ofMillis(100), "100ms"),
        load("refresh-ahead", LoadSettings::refreshAhead, LoadSettings::refreshAhead, 0.0)
            .inSlot("refresh")
            .with(1.5, "1.5"),
        load("refresh-after", LoadSettings::refreshAfter, LoadSettings::refreshAfter, 0.0)
            .inSlot("refresh")
            .with(0.8, "80%"));
  }

  private static List<Sample<?>> freshness() {
    return List.of(
        load(
                "stale-while-revalidate",
                LoadSettings::staleWhileRevalidate,
                LoadSettings::staleWhileRevalidate,
                Duration.ZERO)
            .with(seconds(30), "30s"),
        load(
                "stale-if-error",
                LoadSettings::staleIfError,
                LoadSettings::staleIfError,
                Duration.ZERO)
            .with(Duration.ofHours(1), "1h"),
        load("backoff", LoadSettings::backoff, LoadSettings::backoff, seconds(1))
            .with(MILLISECOND, "1ms"),
        load("soft-timeout", LoadSettings::softTimeout, LoadSettings::softTimeout, Duration.ZERO)
            .with(Duration.ofMillis(200), "200ms"),
        load("hard-timeout", LoadSettings::hardTimeout, LoadSettings::hardTimeout, Duration.ZERO)
            .with(seconds(5), "5s"),
        load("jitter", LoadSettings::jitter, LoadSettings::jitter, Jitter.NONE)
            .with(Jitter.share(0.1), "10%"),
        load("absent", LoadSettings::absent, LoadSettings::absent, Duration.ZERO)
            .with(seconds(6), "6s"),
        load("snapshot", LoadSettings::snapshot, LoadSettings::snapshot, LoadSnapshot.NONE)
            .with(LoadSnapshot.POSTGRES, "postgres"));
  }

  private static List<Sample<?>> write() {
    return List.of(
        write("mode", WriteSettings::mode, WriteSettings::mode, WriteMode.THROUGH)
            .with(WriteMode.BEHIND, "behind"),
        own(
                "write.ordering",
                EntresolConfiguration.Builder::writeOrdering,
                EntresolConfiguration::getWriteOrdering,
                WriteOrdering.CLUSTER)
            .with(WriteOrdering.NODE, "node"),
        write("delay", WriteSettings::delay, WriteSettings::delay, seconds(5))
            .with(Duration.ZERO, "0s"),
        write("batch", WriteSettings::batch, WriteSettings::batch, 100).with(10_000, "10_000"),
        write("tries", WriteSettings::tries, WriteSettings::tries, 10).with(250, "250"),
        write("backoff", WriteSettings::backoff, WriteSettings::backoff, seconds(1))
            .with(MILLISECOND, "1ms"),
        write("max-pending", WriteSettings::maxPending, WriteSettings::maxPending, 100_000)
            .with(100_000_000, "100000000"),
        write("wait", WriteSettings::waitTime, WriteSettings::waitTime, seconds(30))
            .with(Duration.ofMillis(250), "250ms"),
        write("lease", WriteSettings::lease, WriteSettings::lease, seconds(10))
            .with(Duration.ofMillis(100), "100ms"),
        write(
                "flush-timeout",
                WriteSettings::flushTimeout,
                WriteSettings::flushTimeout,
                seconds(30))
            .with(Duration.ofMinutes(2), "2m"),
        write("warn-after", WriteSettings::warnAfter, WriteSettings::warnAfter, seconds(60))
            .with(MILLISECOND, "1ms"));
  }

  private static <T> Sample<T> load(
      String key,
      BiFunction<LoadSettings, T, LoadSettings> change,
      Function<LoadSettings, T> getter,
      T standard) {
    return own(
        "load." + key,
        (b, value) -> b.load(load -> change.apply(load, value)),
        c -> getter.apply(c.getLoad()),
        standard);
  }

  private static <T> Sample<T> write(
      String key,
      BiFunction<WriteSettings, T, WriteSettings> change,
      Function<WriteSettings, T> getter,
      T standard) {
    return own(
        "write." + key,
        (b, value) -> b.write(write -> change.apply(write, value)),
        c -> getter.apply(c.getWrite()),
        standard);
  }
}
