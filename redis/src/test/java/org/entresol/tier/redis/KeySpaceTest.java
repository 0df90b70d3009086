package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.KeyCodec;
import org.entresol.codec.key.CanonicalKeys;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The names of keys, also of caches that are called what no cache should be called. */
@Tag("server")
class KeySpaceTest {
  static final List<String> NAMES =
      List.of(
          "plain",
          "",
          " ",
          ":",
          "::",
          "{",
          "}",
          "{}",
          "}{",
          "a:1}:e:",
          "a}:b",
          "%",
          "%7B",
          "%25",
          "*",
          "a*",
          "?",
          "[ab]",
          "[^a]",
          "\\",
          "a\\*",
          "^",
          "a",
          "ab",
          "a:",
          "a:1",
          "0",
          "12",
          "caf\u00e9",
          "\u65e5\u672c",
          "\ud83d\ude00",
          "a\nb",
          "\u0000",
          "e:",
          "seq",
          "\ud83d",
          "\ude00a",
          "%ud83d",
          "\ufffd",
          "#",
          "$&");

  private static final List<byte[]> KEYS =
      List.of(
          bytes("s:"),
          bytes("s:a"),
          bytes("s:*"),
          bytes("s:{x}"),
          bytes("s:a}:e:b"),
          bytes("s:\u00e9\ud83d\ude00"),
          bytes("s:a\u0000b\r\n"),
          bytes("i:7"),
          bytes("i:-7"),
          new byte[] {'k', ':'},
          new byte[] {'k', ':', 0},
          new byte[] {'k', ':', -1, '}', ':', 127});

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  // ---- names alone

  @ParameterizedTest
  @FieldSource("NAMES")
  void entry_anyCacheAndKey_tellsItsKeyAndPartitionAgain(String cache) {
    KeySpace keys = new KeySpace("ns", cache, OptionalInt.empty(), 16);
    for (byte[] key : KEYS) {
      int partition = keys.partitionOf(key);
      byte[] name = keys.entry(partition, key);
      assertThat(keys.partitionIn(name)).isEqualTo(partition);
      assertThat(keys.keyOf(name)).isEqualTo(key);
      assertThat(new String(name, UTF_8).getBytes(UTF_8)).as("text").isEqualTo(name);
    }
  }

  @Test
  void entry_ofOneCache_isNoNameOfAnother() {
    for (String cache : NAMES) {
      KeySpace keys = new KeySpace("ns", cache, OptionalInt.empty(), 16);
      for (String other : NAMES) {
        if (!other.equals(cache)) {
          byte[] name = new KeySpace("ns", other, OptionalInt.empty(), 16).entry(1, bytes("s:a"));
          assertThat(keys.partitionIn(name)).as("%s in %s", other, cache).isEqualTo(-1);
          assertThat(keys.keyOf(name)).as("%s in %s", other, cache).isNull();
        }
      }
    }
  }

  @Test
  void entry_ofOneVersion_isNoNameOfAnotherOrOfAnyCache() {
    KeySpace second = new KeySpace("ns", "c", OptionalInt.of(2), 16);
    byte[] name = second.entry(1, bytes("s:a"));

    assertThat(second.keyOf(name)).isEqualTo(bytes("s:a"));
    assertThat(new KeySpace("ns", "c", OptionalInt.of(3), 16).partitionIn(name)).isEqualTo(-1);
    for (String other : List.of("c", "c%v2", "c:2", "c:v2", "c%", "c%v")) {
      KeySpace keys = new KeySpace("ns", other, OptionalInt.empty(), 16);
      assertThat(keys.partitionIn(name)).as(other).isEqualTo(-1);
      assertThat(keys.record()).isNotEqualTo(second.record());
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void keys_ofOnePartition_shareOneHashTag(String cache) {
    KeySpace keys = new KeySpace("ns", cache, OptionalInt.empty(), 16);
    String tag = tag(keys.sequence(3));
    assertThat(tag).endsWith(":3").doesNotContain("{", "}");
    assertThat(tag(keys.floor(3))).isEqualTo(tag);
    for (byte[] key : KEYS) {
      assertThat(tag(new String(keys.entry(3, key), UTF_8))).isEqualTo(tag);
    }
  }

  /** What a cluster hashes of a name. */
  private static String tag(String name) {
    int open = name.indexOf('{');
    return name.substring(open + 1, name.indexOf('}', open));
  }

  @Test
  void lock_ofKeysThatAreNoProperUnicode_isTheirs() {
    KeySpace keys = new KeySpace("ns", "c", OptionalInt.empty(), 16);
    KeyCodec<String> codec =
        new CanonicalKeys<>(
            getClass().getClassLoader(), AllowedClasses.of(List.of(), List.of()), Set.of());
    List<String> texts =
        List.of("\ud83d", "\ud93d", "\ud83d\ud83d", "\ude00", "?", "\ufffd", "%D83D", "\ufffd=");

    assertThat(texts.stream().map(codec::encode).map(key -> keys.lock(3, key)))
        .doesNotHaveDuplicates();
  }

  @Test
  void keyOf_namesThatAreNone_isNull() {
    KeySpace keys = new KeySpace("ns", "c", OptionalInt.empty(), 16);
    for (String name :
        List.of(
            "",
            "ns",
            "ns:c",
            "ns:{c:",
            "ns:{c:}:e:s:a",
            "ns:{c:16}:e:s:a",
            "ns:{c:99999999999}:e:s:a",
            "ns:{c:1}:seq",
            "ns:{c:1}:floor",
            "ns:{c:1}:x:s:a",
            "ns:{c:1}:e:",
            "ns:{c:1}:e:s",
            "ns:{c:1}:e:k:***",
            "ns:{c:1x}:e:s:a",
            "other:{c:1}:e:s:a")) {
      assertThat(keys.keyOf(bytes(name))).as(name).isNull();
    }
  }

  @Test
  void partitionOf_similarKeys_spreadsEvenly() {
    KeySpace keys = new KeySpace("ns", "c", OptionalInt.empty(), 16);
    int[] counts = new int[16];
    for (int i = 0; i < 16_000; i++) {
      counts[keys.partitionOf(bytes("i:" + i))]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(850, 1150);
    }
  }

  // ---- names on a server

  @Test
  void scan_strangeNamesSideBySide_findsExactlyTheKeysOfItsCache() {
    String namespace = "names*[?]-" + UUID.randomUUID();
    try (RedisNode node = node(namespace)) {
      List<ByteTier> tiers = new ArrayList<>();
      for (String name : NAMES) {
        ByteTier tier =
            node.open(
                name,
                new TierOptions(
                    OptionalInt.empty(),
                    OptionalInt.of(2),
                    false,
                    false,
                    Duration.ZERO,
                    QueueTerms.NONE,
                    TierOptions.FIRST_CODEC));
        KEYS.forEach(key -> tier.attempt(new Plan(key, Act.WRITE, Act.WRITE).payload(bytes(name))));
        tier.attempt(new Plan(bytes("s:only in " + name), Act.WRITE, Act.WRITE));
        tiers.add(tier);
      }
      for (int i = 0; i < NAMES.size(); i++) {
        Set<String> expected = new HashSet<>();
        KEYS.forEach(key -> expected.add(hex(key)));
        expected.add(hex(bytes("s:only in " + NAMES.get(i))));
        assertThat(scan(tiers.get(i))).as("keys of '%s'", NAMES.get(i)).isEqualTo(expected);
      }
    }
  }

  @Test
  void destroy_strangeNamesSideBySide_removesExactlyItsOwn() {
    String namespace = "names-" + UUID.randomUUID();
    try (RedisNode node = node(namespace);
        RespClient resp = RedisServers.shared().connect()) {
      for (String name : NAMES) {
        ByteTier tier =
            node.open(
                name,
                new TierOptions(
                    OptionalInt.empty(),
                    OptionalInt.of(2),
                    false,
                    false,
                    Duration.ZERO,
                    QueueTerms.NONE,
                    TierOptions.FIRST_CODEC));
        write(tier);
        tier.close();
      }
      int left = NAMES.size();
      for (String name : NAMES) {
        node.open(
                name,
                new TierOptions(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    false,
                    false,
                    Duration.ZERO,
                    QueueTerms.NONE,
                    TierOptions.FIRST_CODEC))
            .destroy();
        left--;
        assertThat(resp.texts("KEYS", namespace + ":{*:e:s:a")).as(name).hasSize(left);
      }
      assertThat(resp.texts("KEYS", namespace + ":*")).isEmpty();
    }
  }

  private static void write(ByteTier tier) {
    tier.attempt(new Plan(bytes("s:a"), Act.WRITE, Act.WRITE));
  }

  private static Set<String> scan(ByteTier tier) {
    Set<String> found = new HashSet<>();
    tier.scan().forEachRemaining(batch -> batch.forEach(key -> found.add(hex(key))));
    return found;
  }

  private static String hex(byte[] key) {
    return HexFormat.of().formatHex(key);
  }

  private static RedisNode node(String namespace) {
    return new RedisNode(
        RedisSettings.of(
            FewConnections.single(RedisServers.shared().address()),
            namespace,
            Duration.ofSeconds(10),
            5,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1)),
        Clock.system());
  }

  @Test
  void entry_ofAKeyTooLongForAnnouncements_isRefused() {
    KeySpace keys = new KeySpace("n", "c", OptionalInt.empty(), 1);
    int room = 0xffff - keys.entry(0, new byte[] {'s', ':', 'a'}).length + 3;
    byte[] longest = "s:".concat("a".repeat(room - 2)).getBytes(UTF_8);

    assertThat(keys.entry(0, longest)).hasSize(0xffff);
    assertThatThrownBy(() -> keys.entry(0, Arrays.copyOf(longest, room + 1)))
        .isInstanceOf(TierException.class)
        .hasMessageContaining("%,d".formatted(room + 1))
        .hasMessageContaining("%,d".formatted(room));
  }
}
