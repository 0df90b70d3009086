package org.entresol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.awaitility.Awaitility;
import org.entresol.Compression;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.EventScope;
import org.entresol.PutOptions;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.WriteMode;
import org.entresol.fixtures.KeyRing;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Ear;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.MapWriter;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * What holds of a cache whatever its codec is, for those who write one: a test of it extends this
 * class.
 *
 * @param <V> the type of the values
 */
@Tag("unit")
@Timeout(30)
public abstract class CodecContract<V> {

  private static final int DAMAGES = 300;

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final KeyRing keys = new KeyRing("first");

  /** The type of the values. */
  protected abstract Class<V> type();

  /** The configuration with the codec, and all that it needs. */
  protected abstract EntresolConfiguration.Builder<String, V> with(
      EntresolConfiguration.Builder<String, V> builder);

  /** Some values that differ: two at least, of more than 60 bytes each, and alike if they are. */
  protected abstract List<V> values();

  /** The name of the codec. */
  protected abstract String name();

  private EntresolCache<String, V> open(
      String node, Stack stack, UnaryOperator<EntresolConfiguration.Builder<String, V>> more) {
    return open(lab, node, stack, more);
  }

  private EntresolCache<String, V> open(
      MemoryLab where,
      String node,
      Stack stack,
      UnaryOperator<EntresolConfiguration.Builder<String, V>> more) {
    EntresolConfiguration.Builder<String, V> builder =
        with(EntresolConfiguration.builder(String.class, type()).stack(stack));
    return (EntresolCache<String, V>)
        where.manager(node).createCache("c", more.apply(builder).build());
  }

  private EntresolCache<String, V> open(String node, Stack stack) {
    return open(node, stack, it -> it);
  }

  private ByteTier tier() {
    return lab.node("one").tiers().get(0);
  }

  private static byte[] bytes(String key) {
    return ("s:" + key).getBytes(UTF_8);
  }

  private byte[] payload(String key) {
    Stored stored = requireNonNull(tier().read(bytes(key)).entry());
    return Arrays.copyOfRange(stored.bytes(), stored.offset(), stored.bytes().length);
  }

  private void plant(String key, byte[] payload) {
    tier().attempt(new Plan(bytes(key), Act.WRITE, Act.WRITE).payload(payload));
  }

  private V first() {
    return values().get(0);
  }

  private V second() {
    return values().get(1);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_putByAnotherNode_isTheValue(Stack stack) {
    Cache<String, V> writer = open("one", stack);
    Cache<String, V> reader = open("two", stack);
    Map<String, V> all = new HashMap<>();
    values().forEach(value -> all.put("k" + all.size(), value));

    writer.putAll(all);

    for (Map.Entry<String, V> entry : all.entrySet()) {
      assertThat((Object) reader.get(entry.getKey())).isEqualTo(entry.getValue());
    }
    assertThat(reader.getAll(all.keySet())).hasSameSizeAs(all);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void operations_ofAnotherNode_seeTheValue(Stack stack) {
    Cache<String, V> writer = open("one", stack);
    Cache<String, V> reader = open("two", stack);
    writer.put("k", first());

    assertThat((Object) reader.getAndPut("k", second())).isEqualTo(first());
    assertThat((Object) writer.getAndReplace("k", first())).isEqualTo(second());
    assertThat(reader.<Object>invoke("k", (entry, none) -> entry.getValue())).isEqualTo(first());
    assertThat((Object) writer.iterator().next().getValue()).isEqualTo(first());
    assertThat((Object) reader.getAndRemove("k")).isEqualTo(first());
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_damagedBytes_neverFails(Stack stack) {
    Cache<String, V> writer = open("one", stack);
    EntresolCache<String, V> reader = open("two", stack);
    writer.put("k", first());
    byte[] payload = payload("k");
    Random random = new Random(7);

    for (int i = 0; i < DAMAGES; i++) {
      byte[] damaged = Arrays.copyOf(payload, 1 + random.nextInt(payload.length));
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      plant("k", damaged);
      assertThatCode(() -> reader.get("k"))
          .as("%s", Arrays.toString(damaged))
          .doesNotThrowAnyException();
    }

    plant("k", payload);
    assertThat((Object) reader.get("k")).isEqualTo(first());
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void put_moreThanMaxValueBytes_isRefused(Stack stack) {
    Cache<String, V> cache = open("one", stack, it -> it.maxValueBytes(8));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.put("k", first()))
        .withMessageContaining("max-value-bytes: 8");
    assertThat(cache.containsKey("k")).isFalse();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_compressedAndEncrypted_isTheValue(Stack stack) {
    UnaryOperator<EntresolConfiguration.Builder<String, V>> packed =
        it ->
            it.compress(Compression.DEFLATE).compressOver(1).encrypt(new SingletonFactory<>(keys));
    Cache<String, V> writer = open("one", stack, packed);
    EntresolCache<String, V> reader = open("two", stack, packed);

    writer.put("k", first());

    assertThat((Object) reader.get("k")).isEqualTo(first());
    assertThat(payload("k")[0]).isEqualTo((byte) 0xFF);
    plant("other", payload("k"));
    assertThat((Object) reader.get("other")).isNull();
    assertThat(reader.unwrap(EntresolStatisticsMXBean.class).getUnreadableEntries()).isEqualTo(1);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void pendingWrite_ofAnotherNode_isWritten(Stack stack) {
    MapWriter<String, V> writer = new MapWriter<>();
    open("one", stack, it -> behind(it, writer)).put("k", first());

    open("two", stack, it -> behind(it, writer)).flush();

    assertThat((Object) writer.source().get("k")).isEqualTo(first());
  }

  private EntresolConfiguration.Builder<String, V> behind(
      EntresolConfiguration.Builder<String, V> builder, MapWriter<String, V> writer) {
    return builder
        .writer(() -> writer)
        .writeThrough(true)
        .write(w -> w.mode(WriteMode.BEHIND).delay(Duration.ofHours(1)).tries(1));
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void deadLetter_ofAWriteThatFails_hasTheValue(Stack stack) {
    MapWriter<String, V> failing =
        new MapWriter<>(
            key -> {
              throw new IllegalStateException("no source");
            });
    EntresolCache<String, V> cache = open("one", stack, it -> behind(it, failing));
    cache.put("k", first());

    assertThatCode(cache::flush).satisfiesAnyOf(e -> assertThat(e).isNull(), e -> {});

    Awaitility.await().until(() -> cache.deadLetters().list(10).size() == 1);
    assertThat((Object) cache.deadLetters().list(10).get(0).value()).isEqualTo(first());
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void event_ofAnotherNode_hasBothValues(Stack stack) {
    Ear<String, V> ear = new Ear<>();
    Cache<String, V> writer = open("one", stack, it -> it.events(EventScope.CLUSTER));
    open(
        "two",
        stack,
        it ->
            it.events(EventScope.CLUSTER)
                .listener(
                    new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(ear), null, true, true)));

    writer.put("k", first());
    writer.put("k", second());

    Awaitility.await().until(() -> ear.heard().size() == 2);
    assertThat((Object) ear.heard().get(1).oldValue()).isEqualTo(first());
    assertThat((Object) ear.heard().get(1).value()).isEqualTo(second());
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void invalidateTags_ofAnotherNode_dropsTheValue(Stack stack) {
    EntresolCache<String, V> writer = open("one", stack, it -> it.tagsExplicit(true));
    EntresolCache<String, V> reader = open("two", stack, it -> it.tagsExplicit(true));
    writer.put("k", first(), PutOptions.tags("red"));
    writer.put("other", second(), PutOptions.tags("blue"));
    assertThat((Object) reader.get("k")).isEqualTo(first());

    reader.invalidateTags(Set.of("red"));

    assertThat((Object) writer.get("k")).isNull();
    assertThat((Object) writer.get("other")).isEqualTo(second());
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_expiredWhileTheSourceFails_isTheStaleValue(Stack stack) {
    FakeClock clock = new FakeClock();
    AtomicReference<Object> source = new AtomicReference<>(first());
    try (MemoryLab timed = new MemoryLab(clock)) {
      Cache<String, V> cache =
          open(
              timed,
              "one",
              stack,
              it ->
                  it.expiry(
                          CreatedExpiryPolicy.factoryOf(
                              new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1)))
                      .loader(
                          () -> new FunctionLoader<>(key -> loaded(requireNonNull(source.get()))))
                      .readThrough(true)
                      .load(load -> load.staleIfError(Duration.ofHours(1))));
      assertThat((Object) cache.get("k")).isEqualTo(first());
      source.set(new IllegalStateException("no source"));
      clock.advance(Duration.ofMinutes(2));

      assertThat((Object) cache.get("k")).isEqualTo(first());

      clock.advance(Duration.ofHours(2));
      assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.get("k"));
    }
  }

  private V loaded(Object answer) {
    if (answer instanceof IllegalStateException failure) {
      throw failure;
    }
    return type().cast(answer);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void createCache_recordWithAnotherCodec_isRefused(Stack stack) {
    open("one", stack);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                lab.manager("two")
                    .createCache(
                        "c",
                        EntresolConfiguration.builder(String.class, Object.class)
                            .stack(stack)
                            .codec(() -> new Elsewhere())
                            .build()))
        .withMessageContaining("codec: elsewhere")
        .withMessageContaining("has " + name());
  }

  /** A codec that no other is. */
  private static final class Elsewhere implements org.entresol.Codec<Object> {
    @Override
    public String name() {
      return "elsewhere";
    }

    @Override
    public byte[] encode(Object value) {
      return new byte[0];
    }

    @Override
    public Object decode(byte[] bytes) {
      return "";
    }
  }
}
