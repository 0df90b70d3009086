package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.entresol.tier.Act;
import org.entresol.tier.Content;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.entresol.tier.TagHash;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That scripts write the entries that Java reads, and read those that Java writes: any of them. */
@Tag("server")
class EntryCodingsTest {

  private static final int MANY = 500;

  /** Later than any test runs, in milliseconds. */
  private static final long FAR = 1L << 43;

  private static final List<String> READING = List.of("clock", "numbers", "recalls", "stored");

  private final ScriptBench bench = new ScriptBench();
  private final Random random = new Random(24);

  @AfterEach
  void disconnect() {
    bench.close();
  }

  // ---- entries of all kinds

  private long either(long one) {
    return random.nextBoolean() ? 0 : one;
  }

  private long instant() {
    return FAR + random.nextInt(Integer.MAX_VALUE);
  }

  private byte[] payload() {
    byte[] payload = new byte[random.nextInt(20)];
    random.nextBytes(payload);
    return payload;
  }

  private Version version() {
    return new Version(random.nextLong(1L << 50), EntryBytes.nonce());
  }

  private Stored entry() {
    boolean absent = random.nextInt(4) == 0;
    long[] tags = random.longs(random.nextInt(4)).toArray();
    long created = either(instant());
    return new Stored(
        version(),
        created,
        absent ? instant() : either(instant()),
        // Who asks how long a load took asks when it was, too.
        (created == 0) ? 0 : either(1 + random.nextInt(Integer.MAX_VALUE)),
        absent ? Content.absence(payload(), 0) : Content.of(tags, payload(), 0));
  }

  /** What a plan would leave there that stores the same. */
  private static Plan plan(Stored entry) {
    Plan plan = new Plan(new byte[0], Act.LOAD, Act.LOAD);
    if (entry.created() != 0) {
      plan.dated();
    }
    plan.loadedIn(entry.loadMicros()).payload(payload(entry)).tags(entry.tags());
    return entry.isAbsence() ? plan.absence() : plan;
  }

  private static byte[] payload(Stored entry) {
    return Arrays.copyOfRange(entry.bytes(), entry.offset(), entry.bytes().length);
  }

  private static List<Object> fields(@Nullable Stored entry) {
    Stored read = requireNonNull(entry);
    return List.of(
        read.version(),
        read.created(),
        read.expires(),
        read.loadMicros(),
        read.isAbsence(),
        Arrays.toString(read.tags()),
        Arrays.toString(payload(read)));
  }

  private static byte[] bytes(long number, int length) {
    byte[] bytes = new byte[length];
    EntryFormat.put(bytes, 0, length, number);
    return bytes;
  }

  // ---- written by scripts

  @Test
  void compose_any_isReadFieldByField() {
    List<Stored> entries = new ArrayList<>();
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Stored entry = entry();
      entries.add(entry);
      Plan plan = plan(entry);
      arguments.add(EntryFormat.stamp(entry.version().nonce(), plan));
      arguments.add(bytes(entry.expires(), EntryBytes.INSTANT_BYTES));
      arguments.add(bytes(entry.created(), EntryBytes.INSTANT_BYTES));
      arguments.add(bytes(entry.version().sequence(), EntryBytes.SEQUENCE_BYTES));
      arguments.add(EntryFormat.body(plan));
    }

    List<Object> composed =
        bench.lines(
            List.of("clock", "entry"),
            """
            local composed = {}
            for i = 1, #ARGV, 5 do
              local stamp, ends, born, seq, body = unpack(ARGV, i, i + 4)
              local before, after = compose(stamp, (struct.unpack('>I6', ends)),
                (struct.unpack('>I6', born)))
              composed[#composed + 1] = before .. seq .. after .. body
            end
            return composed
            """,
            arguments.toArray());

    for (int i = 0; i < MANY; i++) {
      assertThat(fields(EntryBytes.entry((byte[]) composed.get(i), 0)))
          .isEqualTo(fields(entries.get(i)));
      assertThat((byte[]) composed.get(i)).isEqualTo(EntryBytes.of(entries.get(i)));
    }
  }

  @Test
  void compose_datedAndNotToldWhen_isOfNow() {
    byte[] stamp = EntryFormat.stamp(5, new Plan(new byte[0], Act.WRITE, Act.WRITE).dated());
    long before = bench.micros() / 1000;
    List<Object> composed =
        bench.lines(
            List.of("clock", "entry"),
            """
            local before, after = compose(ARGV[1], 0)
            return {before .. '1234567' .. after}
            """,
            (Object) stamp);
    assertThat(requireNonNull(EntryBytes.entry((byte[]) composed.get(0), 0)).created())
        .isBetween(before, bench.micros() / 1000);
  }

  // ---- written by Java

  /** What scripts say of bytes: the end, whether an entry lies there, an absence, its sequence. */
  private List<Object> parsed(List<byte[]> all) {
    return bench.lines(
        READING,
        """
        redis.call('SET', string.sub(KEYS[1], 1, -4) .. 'ge', '0')
        local said = {}
        for i, bytes in ipairs(ARGV) do
          local ends, lies, absent, seq = parse(bytes, '0', KEYS[1])
          said[i] = string.format('%s %s %s %s', ends and string.format('%.0f', ends) or 'none',
            tostring(lies), tostring(absent or false), seq and string.format('%.0f', seq) or 'none')
        end
        return said
        """,
        all.toArray());
  }

  /** What they should say. */
  private static byte[] said(@Nullable Stored entry) {
    if (entry == null) {
      return "none false false none".getBytes(UTF_8);
    }
    return "%s true %s %d"
        .formatted(
            entry.isAbsence() ? "none" : entry.expires(),
            entry.isAbsence(),
            entry.version().sequence())
        .getBytes(UTF_8);
  }

  @Test
  void parse_any_saysWhatJavaSays() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(EntryBytes.of(entry()));
    }
    List<Object> parsed = parsed(all);
    for (int i = 0; i < MANY; i++) {
      Stored entry = requireNonNull(EntryBytes.entry(all.get(i), 0));
      assertThat((byte[]) parsed.get(i)).isEqualTo(said(entry));
    }
  }

  @Test
  void parse_damaged_isAnEntryIfItIsOneToJava() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 4 * MANY; i++) {
      byte[] bytes = EntryBytes.of(entry());
      if (random.nextInt(3) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      if (bytes.length > 1 && random.nextInt(3) > 0) {
        bytes[random.nextInt(5) == 0 ? 0 : EntryBytes.FLAGS_AT] ^= (byte) (1 << random.nextInt(8));
      }
      if (random.nextInt(4) == 0) {
        Arrays.fill(
            bytes,
            Math.min(EntryBytes.HEADER, bytes.length),
            Math.min(EntryBytes.HEADER + EntryBytes.INSTANT_BYTES, bytes.length),
            (byte) 0);
      }
      all.add(bytes);
    }
    List<Object> parsed = parsed(all);
    int readable = 0;
    for (int i = 0; i < all.size(); i++) {
      Stored entry = EntryBytes.entry(all.get(i), 0);
      readable += (entry == null) ? 0 : 1;
      if (entry == null || entry.expires() == 0 || entry.expires() > FAR / 2) {
        assertThat((byte[]) parsed.get(i))
            .as("%s", Arrays.toString(all.get(i)))
            .isEqualTo(said(entry));
      }
    }
    assertThat(readable).isBetween(MANY / 2, 4 * MANY - MANY / 2);
  }

  @Test
  void version_any_isWhatConditionsSay() {
    Stored entry = entry();
    byte[] condition =
        EntryFormat.condition(
            new Plan(new byte[0], Act.WRITE, Act.WRITE).ifVersion(entry.version()));
    assertThat(
            bench.lines(
                READING,
                "return {string.sub(ARGV[1], versionFrom, versionTo)}",
                (Object) EntryBytes.of(entry)))
        .containsExactly(condition);
  }

  // ---- changed by scripts

  private Stored moved(Stored entry, long instant) {
    byte[] bytes = EntryBytes.of(entry);
    bench.set(bench.entry("key"), bytes);
    bench.lines(
        READING,
        "move(KEYS[1], ARGV[1], (struct.unpack('>I6', ARGV[2])), 0) return {}",
        bytes,
        bytes(instant, EntryBytes.INSTANT_BYTES));
    return requireNonNull(EntryBytes.entry(bench.get(bench.entry("key")), 0));
  }

  @Test
  void move_any_changesTheInstantAlone() {
    for (int i = 0; i < MANY / 5; i++) {
      Content content = Content.of(i % 2 == 0 ? TagHash.NONE : new long[] {7}, payload(), 0);
      Stored entry =
          new Stored(version(), either(instant()), either(instant()), either(5), content);
      long instant = either(instant());

      Stored moved = moved(entry, instant);

      assertThat(fields(moved)).isEqualTo(fields(entry.movedTo(instant)));
      assertThat(bench.resp().number("PTTL", bench.entry("key")) > 0).isEqualTo(instant != 0);
    }
  }
}
