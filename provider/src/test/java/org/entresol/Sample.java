package org.entresol;

import static java.util.Objects.requireNonNullElse;

import com.acme.CustomerTags;
import com.acme.Money;
import com.acme.MoneyCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.integration.CacheWriter;
import org.entresol.config.model.Classes;

/**
 * One setting as users say and see it, written down by hand and not taken from the table.
 *
 * @param key its key in the file
 * @param slot what it shares with settings that exclude it, else its key
 * @param setter the builder's method
 * @param getter the getter
 * @param standard what holds when nothing is said
 * @param value another value
 * @param text that value as a file writes it
 */
public record Sample<T>(
    String key,
    String slot,
    BiFunction<
            EntresolConfiguration.Builder<Object, Object>,
            T,
            EntresolConfiguration.Builder<Object, Object>>
        setter,
    Function<EntresolConfiguration<?, ?>, T> getter,
    T standard,
    T value,
    String text) {
  static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Factory<TagExtractor<?, ?>> NO_TAGS =
      new Classes.InstanceOf<>(TagExtractor.class);
  private static final Map<String, Class<?>> MOVED = Map.of("com.acme.Old", Money.class);

  /** A sample for each setting, in the order of the manual. */
  public static Stream<Sample<?>> all() {
    return Stream.of(
            memory(),
            shared(),
            known(),
            EnvelopeSamples.ALL,
            tags(),
            told(),
            exclusive(),
            WorkSamples.all())
        .flatMap(List::stream);
  }

  /** More values of settings that have some worth a look. */
  public static Stream<Sample<?>> more() {
    return all().flatMap(Sample::others);
  }

  private static List<Sample<?>> memory() {
    return List.of(
        own(
                "stack",
                EntresolConfiguration.Builder::stack,
                EntresolConfiguration::getStack,
                Stack.HEAP)
            .with(Stack.HEAP_REDIS, "heap+redis"),
        own(
                "heap.max-entries",
                (b, n) -> b.heap(HeapBound.entries(n)),
                c -> c.getHeapBound().limit(),
                10_000L)
            .inSlot("heap")
            .with(5_000_000_000L, "5_000_000_000"),
        own(
                "heap.max-bytes",
                (b, n) -> b.heap(HeapBound.bytes(n)),
                c -> c.getHeapBound().limit(),
                10_000L)
            .inSlot("heap")
            .with(64L << 20, "64MB"),
        own(
                "heap.max-staleness",
                EntresolConfiguration.Builder::maxStaleness,
                EntresolConfiguration::getMaxStaleness,
                seconds(30))
            .with(MILLISECOND, "1ms"),
        own(
                "heap.keep-on-failure",
                EntresolConfiguration.Builder::keepOnFailure,
                EntresolConfiguration::getKeepOnFailure,
                seconds(5))
            .with(Duration.ZERO, "0s"));
  }

  private static List<Sample<?>> shared() {
    return List.of(
        own(
                "immutable",
                (b, names) -> names.isEmpty() ? b.immutable() : b.immutable(Money.class),
                EntresolConfiguration::getImmutableTypes,
                Set.of())
            .with(Set.of("com.acme.Money"), "[com.acme.Money]"),
        // By default the tier chooses; 7 stands for that here.
        own(
                "partitions",
                EntresolConfiguration.Builder::partitions,
                c -> c.getPartitions().orElse(7),
                7)
            .with(16_384, "16384"),
        // By default there is none; 7 stands for that here.
        own("version", EntresolConfiguration.Builder::version, c -> c.getVersion().orElse(7), 7)
            .with(3, "3"),
        own(
                "allow",
                (b, all) -> b.allow(all.stream().map(TypePattern::text).toArray(String[]::new)),
                EntresolConfiguration::getAllowedTypes,
                Set.<TypePattern>of())
            .with(
                Set.of(new TypePattern("com.acme.**"), new TypePattern("org.example.Tag")),
                "[com.acme.**, org.example.Tag]"));
  }

  private static List<Sample<?>> known() {
    return List.of(
        own(
                "presets",
                (b, all) -> b.presets(all.toArray(Preset[]::new)),
                EntresolConfiguration::getPresets,
                Set.of(Preset.values()))
            .with(Set.of(Preset.HIBERNATE), "[hibernate]"),
        own(
                "keys.ignore",
                (b, all) -> b.ignoreInKeys(all.toArray(String[]::new)),
                EntresolConfiguration::getIgnoredKeyFields,
                Set.<String>of())
            .with(Set.of("com.acme.Key.hash"), "[com.acme.Key.hash]"),
        own(
                "renamed",
                (b, all) -> all.isEmpty() ? b.renamed(Map.of()) : b.renamed(MOVED),
                EntresolConfiguration::getRenamed,
                Map.<String, String>of())
            .with(Map.of("com.acme.Old", "com.acme.Money"), "{com.acme.Old: com.acme.Money}"),
        own("strict", EntresolConfiguration.Builder::strict, EntresolConfiguration::isStrict, false)
            .with(true, "true"),
        own(
                "max-value-bytes",
                EntresolConfiguration.Builder::maxValueBytes,
                EntresolConfiguration::getMaxValueBytes,
                1L << 20)
            .with(4096L, "4KB"));
  }

  private static List<Sample<?>> tags() {
    Factory<TagExtractor<?, ?>> extractor = new Classes.InstanceOf<>(CustomerTags.class);
    // By default there are none; these stand for that here.
    return List.of(
        own(
                "tags.extractor",
                EntresolConfiguration.Builder::tagsExtractor,
                c -> requireNonNullElse(c.getTagsExtractorFactory(), NO_TAGS),
                NO_TAGS)
            .with(extractor, CustomerTags.class.getName()),
        own(
                "tags.key-segments",
                EntresolConfiguration.Builder::tagsOfKeySegments,
                c -> requireNonNullElse(c.getTagsKeySegments(), "/"),
                "/")
            .with(":", "\":\""),
        own(
                "tags.explicit",
                EntresolConfiguration.Builder::tagsExplicit,
                EntresolConfiguration::isTagsExplicit,
                false)
            .with(true, "true"));
  }

  private static List<Sample<?>> told() {
    return List.of(
        own(
                "events",
                EntresolConfiguration.Builder::events,
                EntresolConfiguration::getEvents,
                EventScope.LOCAL)
            .with(EventScope.CLUSTER, "cluster"),
        own(
                "audit.sample",
                EntresolConfiguration.Builder::auditSample,
                EntresolConfiguration::getAuditSample,
                0)
            .with(10, "10/s"));
  }

  private static List<Sample<?>> exclusive() {
    return List.of(
        own(
                "on-failure",
                EntresolConfiguration.Builder::onFailure,
                EntresolConfiguration::getOnFailure,
                OnFailure.FAIL)
            .with(OnFailure.DEGRADE, "degrade")
            .with(OnFailure.MISS, "miss"),
        own(
                "hold.lease",
                EntresolConfiguration.Builder::holdLease,
                EntresolConfiguration::getHoldLease,
                seconds(10))
            .with(Duration.ofMillis(100), "100ms"),
        own(
                "hold.wait",
                EntresolConfiguration.Builder::holdWait,
                EntresolConfiguration::getHoldWait,
                seconds(15))
            .with(Duration.ZERO, "0s"),
        own(
                "processors",
                EntresolConfiguration.Builder::processors,
                EntresolConfiguration::getProcessors,
                ProcessorRights.OPTIMISTIC)
            .with(ProcessorRights.EXCLUSIVE, "exclusive"));
  }

  private static Stream<Sample<?>> others(Sample<?> sample) {
    return switch (sample.key) {
      case "codec" ->
          Stream.of(
              sample.like(ShippedCodec.KRYO, "kryo"),
              sample.like(ShippedCodec.JAVA, "java"),
              sample.like(ShippedCodec.STRING, "string"),
              sample.like(ShippedCodec.BYTES, "bytes"),
              sample.like(
                  new OwnCodec(new Classes.InstanceOf<>(MoneyCodec.class)),
                  MoneyCodec.class.getName()));
      case "load.guard" -> Stream.of(sample.like(LoadGuard.NONE, "none"));
      case "load.refresh-ahead" ->
          Stream.of(sample.like(0.25, "0.25"), sample.like(100.0, "100"), sample.like(0.0, "0"));
      case "load.refresh-after" -> Stream.of(sample.like(0.01, "1%"), sample.like(0.99, "99%"));
      case "load.jitter" ->
          Stream.of(
              sample.like(Jitter.share(0.5), "50%"),
              sample.like(Jitter.NONE, "0%"),
              sample.like(Jitter.upTo(seconds(2)), "2s"));
      case "write.mode" -> Stream.of(sample.like(WriteMode.THROUGH, "through"));
      case "partitions", "write.batch", "write.tries", "write.max-pending" ->
          Stream.of(sample.like(1, "1"));
      default -> Stream.empty();
    };
  }

  @SuppressWarnings("unchecked") // each value above is of the type of its setting
  private <U> Sample<U> like(U other, String inFile) {
    return ((Sample<U>) this).with(other, inFile);
  }

  static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }

  static <T> Sample<T> own(
      String key,
      BiFunction<
              EntresolConfiguration.Builder<Object, Object>,
              T,
              EntresolConfiguration.Builder<Object, Object>>
          setter,
      Function<EntresolConfiguration<?, ?>, T> getter,
      T standard) {
    return new Sample<>(key, key, setter, getter, standard, standard, "");
  }

  Sample<T> inSlot(String shared) {
    return new Sample<>(key, shared, setter, getter, standard, value, text);
  }

  Sample<T> with(T other, String inFile) {
    return new Sample<>(key, slot, setter, getter, standard, other, inFile);
  }

  /** A builder that says nothing of ours, with a writer so that each mode of writing is allowed. */
  public static EntresolConfiguration.Builder<Object, Object> silent() {
    return EntresolConfiguration.builder(Object.class, Object.class)
        .writer(FactoryBuilder.<CacheWriter<Object, Object>>factoryOf("com.acme.CustomerWriter"))
        .writeThrough(true);
  }

  /** A builder that says the value too. */
  public EntresolConfiguration.Builder<Object, Object> say(
      EntresolConfiguration.Builder<Object, Object> builder) {
    return setter.apply(builder, value);
  }

  /** A builder that says the default too, which is not the same as saying nothing. */
  public EntresolConfiguration.Builder<Object, Object> sayStandard(
      EntresolConfiguration.Builder<Object, Object> builder) {
    return setter.apply(builder, standard);
  }

  /** What a configuration has for the setting. */
  public T of(EntresolConfiguration<?, ?> configuration) {
    return getter.apply(configuration);
  }

  /** The line of a file that says the value. */
  public String line() {
    return line(text);
  }

  /** The line of a file that says something. */
  public String line(String said) {
    int dot = key.indexOf('.');
    return dot < 0
        ? key + ": " + said
        : "%s: { %s: %s }".formatted(key.substring(0, dot), key.substring(dot + 1), said);
  }

  @Override
  public String toString() {
    return key + ": " + text;
  }
}
