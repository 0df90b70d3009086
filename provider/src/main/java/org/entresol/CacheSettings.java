package org.entresol;

import static java.util.stream.Collectors.toMap;
import static org.entresol.config.model.Setting.setting;
import static org.entresol.config.model.Words.oneOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import org.entresol.Stack.Authority;
import org.entresol.config.model.ClassNames;
import org.entresol.config.model.Classes;
import org.entresol.config.model.MapOf;
import org.entresol.config.model.Quantities;
import org.entresol.config.model.Said;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.SetOf;
import org.entresol.config.model.Setting;
import org.entresol.config.model.Words;
import org.entresol.time.Spans;

/**
 * The table of the settings that JCache does not know. A row here is all that builder, file,
 * properties, checks and manual know of a setting.
 */
final class CacheSettings {
  /** Filled by the rows below, in their order. */
  private static final List<Setting<?>> ROWS = new ArrayList<>();

  private static final List<String> HEAP = on(Stack::hasHeap);
  private static final List<String> NEAR_REDIS =
      on(stack -> stack.isNear() && stack.authority() == Authority.REDIS);
  private static final List<String> REDIS = on(stack -> stack.authority() == Authority.REDIS);
  private static final List<String> SHARED = on(Stack::isShared);

  private static final Scalar<Duration> SPAN_OR_NONE = Quantities.SPAN;
  private static final Scalar<Duration> SPAN = Quantities.span("1ms");

  /** A shorter lease would end before the authority has answered. */
  private static final Scalar<Duration> LEASE = Quantities.span("100ms");

  private static final Scalar<TypePattern> PATTERN =
      Scalar.of(TypePattern.ALLOWED, (text, loader) -> TypePattern.parsed(text));

  private static final Map<String, Set<Preset>> PRESET_WORDS =
      Map.of("all", Set.of(Preset.values()), "none", Set.of());

  /** In percent; more would make short what is cached for long. */
  private static final Scalar<Double> JITTER_SHARE = Quantities.share(0, 50, 10);

  private static final Scalar<Jitter> JITTER_TYPE =
      Scalar.of(
          JITTER_SHARE.allowed() + ", or " + SPAN_OR_NONE.allowed(),
          (text, loader) ->
              text.endsWith("%")
                  ? Jitter.share(JITTER_SHARE.parse(text))
                  : Jitter.upTo(SPAN_OR_NONE.parse(text)));

  private static final Scalar<Factory<Codec<?>>> CODEC_CLASS =
      Classes.<Codec<?>>factoryOf(Codec.class);

  private static final Map<String, CodecChoice> CODEC_WORDS =
      Stream.of(ShippedCodec.values()).collect(toMap(ShippedCodec::configName, word -> word));

  private static final Scalar<CodecChoice> CODEC_TYPE =
      Scalar.of(
          String.join(", ", new TreeSet<>(CODEC_WORDS.keySet())) + ", or " + CODEC_CLASS.allowed(),
          (text, loader) -> {
            CodecChoice word = CODEC_WORDS.get(text);
            return word == null ? new OwnCodec(CODEC_CLASS.parser().parse(text, loader)) : word;
          });

  // spotless:off
  static final Setting<Stack> STACK = row(setting("stack", oneOf(Stack.values(), Stack::configName)).otherwise("heap+redis with a redis section, else heap+disk with disk.path, else heap", Stack.HEAP));
  static final Setting<Long> MAX_ENTRIES = row(setting("heap.max-entries", Quantities.COUNT, String.valueOf(HeapBound.DEFAULT.limit())).inSlot("heap").on(HEAP));
  static final Setting<Long> MAX_BYTES = row(setting("heap.max-bytes", Quantities.SIZE).inSlot("heap").on(HEAP));
  static final Setting<Duration> MAX_STALENESS = row(setting("heap.max-staleness", SPAN, "30s").on(NEAR_REDIS));
  static final Setting<Duration> KEEP_ON_FAILURE = row(setting("heap.keep-on-failure", SPAN_OR_NONE, "5s").on(NEAR_REDIS));
  static final Setting<Set<String>> IMMUTABLE = row(setting("immutable", new SetOf<>(ClassNames.NAME, Map.of())).otherwise("none", Set.of()));
  static final Setting<Integer> PARTITIONS = row(setting("partitions", Quantities.upTo(16_384)).on(SHARED));
  static final Setting<Integer> VERSION = row(setting("version", Quantities.NUMBER).on(SHARED));
  static final Setting<Set<TypePattern>> ALLOW = row(setting("allow", new SetOf<>(PATTERN, Map.of())).otherwise("none", Set.of()).on(SHARED));
  static final Setting<Set<Preset>> PRESETS = row(setting("presets", new SetOf<>(oneOf(Preset.values(), Preset::configName), PRESET_WORDS)).otherwise("all", Set.of(Preset.values())).on(SHARED));
  static final Setting<Set<String>> KEYS_IGNORE = row(setting("keys.ignore", new SetOf<>(ClassNames.FIELD, Map.of())).otherwise("none", Set.of()).on(SHARED));
  static final Setting<Map<String, String>> RENAMED = row(setting("renamed", new MapOf<>(ClassNames.FORMER, ClassNames.NAME)).otherwise("none", Map.of()).on(SHARED));
  static final Setting<Boolean> STRICT = row(setting("strict", Words.FLAG, "false").on(SHARED));
  static final Setting<Long> MAX_VALUE_BYTES = row(setting("max-value-bytes", Quantities.SIZE, "1MB").on(SHARED));
  static final Setting<CodecChoice> CODEC = row(setting("codec", CODEC_TYPE, ShippedCodec.KRYO.configName()).on(SHARED, List.of(ShippedCodec.KRYO)));
  static final Setting<Compression> COMPRESS = row(setting("compress", oneOf(Compression.values(), Compression::configName), "none").on(SHARED, List.of(Compression.NONE)));
  static final Setting<Long> COMPRESS_OVER = row(setting("compress.over", Quantities.SIZE, "1KB").on(SHARED));
  static final Setting<Factory<EncryptionKeys>> ENCRYPT_KEYS = row(setting("encrypt.keys", Classes.<EncryptionKeys>factoryOf(EncryptionKeys.class)).on(SHARED));
  static final Setting<Plaintext> ENCRYPT_PLAINTEXT = row(setting("encrypt.plaintext", oneOf(Plaintext.values(), Plaintext::configName), "refuse").on(SHARED));
  static final Setting<Factory<TagExtractor<?, ?>>> TAGS_EXTRACTOR = row(setting("tags.extractor", Classes.<TagExtractor<?, ?>>factoryOf(TagExtractor.class)));
  static final Setting<String> TAGS_KEY_SEGMENTS = row(setting("tags.key-segments", Words.FEW));
  static final Setting<Boolean> TAGS_EXPLICIT = row(setting("tags.explicit", Words.FLAG, "false"));
  static final Setting<EventScope> EVENTS = row(setting("events", oneOf(EventScope.values(), EventScope::configName), "local").on(REDIS, List.of(EventScope.LOCAL)));
  static final Setting<Integer> AUDIT_SAMPLE = row(setting("audit.sample", Quantities.rate(1000), "0/s").on(NEAR_REDIS));
  static final Setting<OnFailure> ON_FAILURE = row(setting("on-failure", oneOf(OnFailure.values(), OnFailure::configName), "fail").on(NEAR_REDIS, List.of(OnFailure.FAIL, OnFailure.MISS)));
  static final Setting<Duration> HOLD_LEASE = row(setting("hold.lease", LEASE, "10s").on(SHARED));
  static final Setting<Duration> HOLD_WAIT = row(setting("hold.wait", SPAN_OR_NONE, "15s").on(SHARED));
  static final Setting<ProcessorRights> PROCESSORS = row(setting("processors", oneOf(ProcessorRights.values(), ProcessorRights::configName), "optimistic").on(SHARED, List.of(ProcessorRights.EXCLUSIVE)));

  static final Setting<Integer> LOAD_BATCH = row(setting("load.batch", Quantities.NUMBER, String.valueOf(EntresolConfiguration.DEFAULT_LOAD_BATCH)));
  static final Setting<LoadGuard> LOAD_GUARD = row(setting("load.guard", oneOf(LoadGuard.values(), LoadGuard::configName), "cluster").on(SHARED, List.of(LoadGuard.NONE, LoadGuard.NODE)));
  static final Setting<Duration> LOAD_WAIT = row(setting("load.wait", SPAN_OR_NONE, "5s").on(SHARED));
  static final Setting<Duration> LOAD_LEASE = row(setting("load.lease", LEASE, "10s").on(SHARED));
  static final Setting<Double> REFRESH_AHEAD = row(setting("load.refresh-ahead", Quantities.decimalTo(100), "0").inSlot("load.refresh"));
  static final Setting<Double> REFRESH_AFTER = row(setting("load.refresh-after", Quantities.share(1, 99, 80)).otherwise("", 0.0).inSlot("load.refresh"));
  static final Setting<Duration> STALE_WHILE_REVALIDATE = row(setting("load.stale-while-revalidate", SPAN_OR_NONE, "0s"));
  static final Setting<Duration> STALE_IF_ERROR = row(setting("load.stale-if-error", SPAN_OR_NONE, "0s"));
  static final Setting<Duration> LOAD_BACKOFF = row(setting("load.backoff", SPAN, "1s"));
  static final Setting<Duration> SOFT_TIMEOUT = row(setting("load.soft-timeout", SPAN_OR_NONE, "0s"));
  static final Setting<Duration> HARD_TIMEOUT = row(setting("load.hard-timeout", SPAN_OR_NONE, "0s"));
  static final Setting<Jitter> JITTER = row(setting("load.jitter", JITTER_TYPE, "0%"));
  static final Setting<Duration> ABSENT = row(setting("load.absent", SPAN_OR_NONE, "0s"));
  static final Setting<LoadSnapshot> LOAD_SNAPSHOT = row(setting("load.snapshot", oneOf(LoadSnapshot.values(), LoadSnapshot::configName), "none"));

  static final Setting<WriteMode> WRITE_MODE = row(setting("write.mode", oneOf(WriteMode.values(), WriteMode::configName)).otherwise("", WriteMode.THROUGH).inSlot("write.write-through").needing("write.writer"));
  static final Setting<WriteOrdering> WRITE_ORDERING = row(setting("write.ordering", oneOf(WriteOrdering.values(), WriteOrdering::configName), "cluster").on(SHARED, List.of(WriteOrdering.NODE)));
  static final Setting<Duration> DELAY = row(setting("write.delay", SPAN_OR_NONE, "5s"));
  static final Setting<Integer> WRITE_BATCH = row(setting("write.batch", Quantities.upTo(10_000), "100"));
  static final Setting<Integer> TRIES = row(setting("write.tries", Quantities.upTo(250), "10"));
  static final Setting<Duration> WRITE_BACKOFF = row(setting("write.backoff", SPAN, "1s"));
  static final Setting<Integer> MAX_PENDING = row(setting("write.max-pending", Quantities.upTo(100_000_000), "100000"));
  static final Setting<Duration> WRITE_WAIT = row(setting("write.wait", SPAN_OR_NONE, "30s"));
  static final Setting<Duration> WRITE_LEASE = row(setting("write.lease", LEASE, "10s").on(SHARED));
  static final Setting<Duration> FLUSH_TIMEOUT = row(setting("write.flush-timeout", SPAN_OR_NONE, "30s"));
  static final Setting<Duration> WARN_AFTER = row(setting("write.warn-after", SPAN, "1m"));
  // spotless:on

  /** All rows. */
  static final List<Setting<?>> ALL = List.copyOf(ROWS);

  /** Those of the bound of the heap, which is said as a whole. */
  static final List<Setting<?>> BOUND = List.of(MAX_ENTRIES, MAX_BYTES);

  /** Those of {@link LoadSettings}. */
  static final List<Setting<?>> LOAD = below("load.", LOAD_BATCH);

  /** Those of {@link WriteSettings}. */
  static final List<Setting<?>> WRITE = below("write.", WRITE_ORDERING);

  private CacheSettings() {}

  private static <T> Setting<T> row(Setting<T> setting) {
    ROWS.add(setting);
    return setting;
  }

  private static List<Setting<?>> below(String section, Setting<?> apart) {
    return ALL.stream().filter(row -> row.key().startsWith(section) && !row.equals(apart)).toList();
  }

  private static List<String> on(Predicate<Stack> fits) {
    return Stack.fitting(fits).map(Stack::configName).toList();
  }

  /** Refuses what no cache could be. */
  static void check(Said said) {
    ALL.forEach(said::check);
    double ahead = said.get(REFRESH_AHEAD);
    double after = said.get(REFRESH_AFTER);
    if (ahead > 0 && after > 0) {
      throw new IllegalArgumentException(
          "load.refresh-after: %s is not allowed together with load.refresh-ahead: %s; allowed: one of them"
              .formatted(after, ahead));
    }
    Duration soft = said.get(SOFT_TIMEOUT);
    Duration hard = said.get(HARD_TIMEOUT);
    if (!hard.isZero() && soft.compareTo(hard) >= 0) {
      throw new IllegalArgumentException(
          "load.soft-timeout: %s is not allowed with load.hard-timeout: %s; allowed: a shorter one"
              .formatted(Spans.inWords(soft), Spans.inWords(hard)));
    }
    OnFailure onFailure = said.get(ON_FAILURE);
    if (said.get(WRITE_MODE) == WriteMode.BEHIND && onFailure != OnFailure.FAIL) {
      // What is acknowledged in the heap alone, or nowhere, is lost with this JVM.
      throw new IllegalArgumentException(
          "on-failure: %s is not allowed with write.mode: behind; allowed: fail"
              .formatted(onFailure.configName()));
    }
    Stack stack = said.about(STACK);
    if (stack != null) {
      ALL.forEach(row -> said.checkOn(row, stack.configName()));
      if (stack.authority() == Authority.DISK && onFailure == OnFailure.MISS) {
        throw new IllegalArgumentException(
            "on-failure: %s is not allowed on the stack %s; allowed: fail"
                .formatted(onFailure.configName(), stack.configName()));
      }
    }
  }
}
