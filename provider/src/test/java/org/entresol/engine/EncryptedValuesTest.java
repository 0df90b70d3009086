package org.entresol.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.awaitility.Awaitility;
import org.entresol.Compression;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.EventScope;
import org.entresol.Plaintext;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.WriteMode;
import org.entresol.fixtures.KeyRing;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Ear;
import org.entresol.jcache.MapWriter;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** Values that lie encrypted in what nodes share. */
@Tag("unit")
@Timeout(20)
class EncryptedValuesTest {

  private static final String SECRET = "nobody is to know";

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final KeyRing keys = new KeyRing("first");

  private EntresolCache<String, String> cache(
      String node, UnaryOperator<EntresolConfiguration.Builder<String, String>> more) {
    return (EntresolCache<String, String>)
        lab.manager(node)
            .createCache(
                "c", more.apply(EntresolConfiguration.builder(String.class, String.class)).build());
  }

  private EntresolCache<String, String> sealed(String node, Stack stack) {
    return cache(node, it -> it.stack(stack).encrypt(new SingletonFactory<>(keys)));
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

  /** Stores bytes as somebody does who can write to the authority, but has no key. */
  private void plant(String key, byte[] payload) {
    tier().attempt(new Plan(bytes(key), Act.WRITE, Act.WRITE).payload(payload));
  }

  private static long unreadable(EntresolCache<?, ?> cache) {
    return cache.unwrap(EntresolStatisticsMXBean.class).getUnreadableEntries();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_encryptedByAnotherNode_isTheValue(Stack stack) {
    Cache<String, String> writer = sealed("one", stack);
    Cache<String, String> reader = sealed("two", stack);

    writer.put("k", SECRET);

    assertThat(reader.get("k")).isEqualTo(SECRET);
    assertThat(new String(payload("k"), UTF_8)).doesNotContain("nobody").contains("first");
    assertThat(reader.replace("k", SECRET, "new")).isTrue();
    assertThat(writer.getAndPut("k", "newer")).isEqualTo("new");
    assertThat(reader.<Object>invoke("k", (entry, none) -> entry.getValue())).isEqualTo("newer");
    assertThat(writer.iterator().next().getValue()).isEqualTo("newer");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_valueMovedToAnotherKey_isAMissAndCounted(Stack stack) {
    EntresolCache<String, String> writer = sealed("one", stack);
    EntresolCache<String, String> reader = sealed("two", stack);
    writer.put("admin", SECRET);

    plant("guest", payload("admin"));

    assertThat(reader.get("guest")).isNull();
    assertThat(unreadable(reader)).isEqualTo(1);
    assertThat(reader.get("admin")).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_valueChangedOrCut_isAMissAndCounted(Stack stack) {
    EntresolCache<String, String> writer = sealed("one", stack);
    EntresolCache<String, String> reader = sealed("two", stack);
    writer.put("k", SECRET);
    byte[] payload = payload("k");

    byte[] changed = payload.clone();
    changed[changed.length - 20] ^= 1;
    plant("k", changed);
    assertThat(reader.get("k")).isNull();
    plant("k", Arrays.copyOf(payload, payload.length - 1));
    assertThat(reader.get("k")).isNull();

    assertThat(unreadable(reader)).isEqualTo(2);
    plant("k", payload);
    assertThat(reader.get("k")).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_whatWasNotEncrypted_isAMissUnlessItIsAllowed(Stack stack) {
    cache("one", it -> it.stack(stack)).put("k", SECRET);
    EntresolCache<String, String> reader = sealed("two", stack);
    Cache<String, String> lenient =
        cache(
            "three",
            it -> it.stack(stack).encrypt(new SingletonFactory<>(keys)).plaintext(Plaintext.READ));

    assertThat(reader.get("k")).isNull();
    assertThat(unreadable(reader)).isEqualTo(1);

    assertThat(lenient.get("k")).isEqualTo(SECRET);
    lenient.put("k", "new");
    assertThat(reader.get("k")).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_afterAnotherKeyIsCurrent_isTheValue(Stack stack) {
    Cache<String, String> writer = sealed("one", stack);
    writer.put("old", SECRET);

    keys.turn("second");

    writer.put("new", SECRET);
    assertThat(new String(payload("new"), UTF_8)).contains("second");
    Cache<String, String> reader = sealed("two", stack);
    assertThat(reader.get("old")).isEqualTo(SECRET);
    assertThat(reader.get("new")).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void pendingWrite_encrypted_isWrittenByAnotherNode(Stack stack) {
    MapWriter<String, String> writer = new MapWriter<>();
    UnaryOperator<EntresolConfiguration.Builder<String, String>> behind =
        it ->
            it.stack(stack)
                .encrypt(new SingletonFactory<>(keys))
                .compress(Compression.DEFLATE)
                .compressOver(8)
                .writer(() -> writer)
                .writeThrough(true)
                .write(w -> w.mode(WriteMode.BEHIND).delay(Duration.ofHours(1)));
    cache("one", behind).put("k", SECRET);
    byte[] pending = requireNonNull(tier().queue().pending(10)).get(0).bytes();
    assertThat(new String(pending, UTF_8)).doesNotContain("nobody");

    cache("two", behind).flush();

    assertThat(writer.source()).containsEntry("k", SECRET);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void event_ofAnEncryptedValue_isHeardByAnotherNode(Stack stack) {
    Ear<String, String> ear = new Ear<>();
    UnaryOperator<EntresolConfiguration.Builder<String, String>> told =
        it -> it.stack(stack).events(EventScope.CLUSTER).encrypt(new SingletonFactory<>(keys));
    Cache<String, String> writer = cache("one", told);
    cache(
        "two",
        it ->
            told.apply(it)
                .listener(
                    new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(ear), null, true, true)));

    writer.put("k", SECRET);
    writer.put("k", "new");

    Awaitility.await().until(() -> ear.heard().size() == 2);
    assertThat(ear.heard().get(1).oldValue()).isEqualTo(SECRET);
    assertThat(ear.heard().get(1).value()).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void keys_cacheThatIsClosed_areClosedWithIt(Stack stack) {
    sealed("one", stack).close();

    assertThat(keys.isClosed()).isTrue();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void createCache_keyThatIsNone_isRefused(Stack stack) {
    keys.forget("first");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> sealed("one", stack))
        .withMessageContaining("'c'")
        .withMessageContaining("there is no key \"first\"");
    assertThat(keys.isClosed()).isTrue();
  }
}
