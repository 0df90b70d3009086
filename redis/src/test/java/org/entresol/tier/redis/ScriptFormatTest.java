package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.entresol.tier.Act;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.Stored;
import org.entresol.tier.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;

/** That the parts of scripts write and read the bytes that Java reads and writes. */
@Tag("server")
class ScriptFormatTest {

  private static final long SEQUENCE = 0x01_0203_0405_0607L;
  private static final long NONCE = 0x1112_1314_1516L;
  private static final long MICROS = 0x2122_2324L;
  private static final long FAR = 0x3132_3334_3536L;
  private static final byte[] KEY = bytes("s:key");
  private static final byte[] PAYLOAD = bytes("payload");

  private final ScriptBench bench = new ScriptBench();

  @AfterEach
  void disconnect() {
    bench.close();
  }

  /** What some lines say which stand behind parts of scripts. */
  private List<Object> run(List<String> parts, String lines, Object... arguments) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part(part)));
    return bench
        .connection()
        .client()
        .getScript(ByteArrayCodec.INSTANCE)
        .eval(
            RScript.Mode.READ_WRITE,
            text.append(lines).toString(),
            RScript.ReturnType.LIST,
            List.of(bench.entry("key")),
            arguments);
  }

  private static String part(String name) {
    try (InputStream stream = Script.class.getResourceAsStream(name + ".lua")) {
      return new String(requireNonNull(stream).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] bytes(long number, int length) {
    byte[] bytes = new byte[length];
    EntryFormat.put(bytes, 0, length, number);
    return bytes;
  }

  private static byte[] stamp(boolean absence) {
    Plan plan = new Plan(KEY, Act.LOAD, Act.LOAD).loadedIn(MICROS);
    return EntryFormat.stamp(NONCE, absence ? plan.absence() : plan);
  }

  /** An entry that Java writes. */
  private static byte[] entry() {
    byte[] bytes = new byte[EntryFormat.HEADER + PAYLOAD.length];
    bytes[0] = 'E';
    bytes[1] = 1;
    int nonceAt = EntryFormat.VERSION_AT + EntryFormat.SEQUENCE_BYTES;
    EntryFormat.put(bytes, EntryFormat.VERSION_AT, EntryFormat.SEQUENCE_BYTES, SEQUENCE);
    EntryFormat.put(bytes, nonceAt, EntryFormat.NONCE_BYTES, NONCE);
    EntryFormat.put(bytes, EntryFormat.CREATED_AT, EntryFormat.INSTANT_BYTES, 1);
    EntryFormat.put(bytes, EntryFormat.EXPIRES_AT, EntryFormat.INSTANT_BYTES, FAR);
    EntryFormat.put(bytes, EntryFormat.LOADED_AT, EntryFormat.DURATION_BYTES, MICROS);
    System.arraycopy(PAYLOAD, 0, bytes, EntryFormat.HEADER, PAYLOAD.length);
    return bytes;
  }

  // ---- entries

  private Stored composed(boolean absence) {
    List<Object> composed =
        run(
            List.of("clock", "entry"),
            """
            local head, nonce, duration = struct.unpack(stampFields, ARGV[1])
            local instants = struct.pack('>I6', millis()) .. ARGV[2]
            local before, behind = compose(head, nonce, instants, duration)
            return {before .. ARGV[3] .. behind .. ARGV[4]}
            """,
            stamp(absence),
            bytes(FAR, EntryFormat.INSTANT_BYTES),
            bytes(SEQUENCE, EntryFormat.SEQUENCE_BYTES),
            PAYLOAD);
    return requireNonNull(EntryFormat.entry((byte[]) composed.get(0), 0));
  }

  @Test
  void compose_any_isReadFieldByField() {
    long before = bench.micros() / 1000;
    Stored stored = composed(false);

    assertThat(stored.version()).isEqualTo(new Version(SEQUENCE, NONCE));
    assertThat(stored.created()).isBetween(before, bench.micros() / 1000);
    assertThat(stored.expires()).isEqualTo(FAR);
    assertThat(stored.loadMicros()).isEqualTo(MICROS);
    assertThat(stored.isAbsence()).isFalse();
    assertThat(Arrays.copyOfRange(stored.bytes(), stored.offset(), stored.bytes().length))
        .isEqualTo(PAYLOAD);
  }

  @Test
  void compose_absence_isReadAsOne() {
    assertThat(composed(true).isAbsence()).isTrue();
  }

  /** The instant, whether the entry lies there, whether it is an absence, and the sequence. */
  private List<Object> parsed(byte[] entry) {
    return run(
        List.of("clock", "numbers", "recalls", "stored"),
        """
        local ends, lies, absent, seq = parse(ARGV[1])
        return {struct.pack('>I6', ends or 0), tostring(lies), tostring(absent),
          struct.pack('>I7', seq or 0)}
        """,
        (Object) entry);
  }

  @Test
  void parse_ofJavasBytes_givesTheirFields() {
    assertThat(parsed(entry()))
        .containsExactly(
            bytes(FAR, EntryFormat.INSTANT_BYTES),
            bytes("true"),
            bytes("false"),
            bytes(SEQUENCE, EntryFormat.SEQUENCE_BYTES));
  }

  @Test
  void parse_ofAnAbsence_givesNoInstant() {
    byte[] absence = entry();
    absence[EntryFormat.FLAGS_AT] = 1;
    assertThat(parsed(absence).subList(0, 3))
        .containsExactly(bytes(0, EntryFormat.INSTANT_BYTES), bytes("true"), bytes("true"));
  }

  @Test
  void parse_ofAHeaderAlone_isAnEntryAndOfLessIsNone() {
    byte[] header = Arrays.copyOf(entry(), EntryFormat.HEADER);
    byte[] less = Arrays.copyOf(entry(), EntryFormat.HEADER - 1);

    assertThat(parsed(header).get(1)).isEqualTo(bytes("true"));
    assertThat(EntryFormat.entry(header, 0)).isNotNull();
    assertThat(parsed(less).get(1)).isEqualTo(bytes("false"));
    assertThat(EntryFormat.entry(less, 0)).isNull();
  }

  @Test
  void parse_ofAnotherFormat_isNoEntry() {
    byte[] other = entry();
    other[1] = 2;
    assertThat(parsed(other).get(1)).isEqualTo(bytes("false"));
    assertThat(EntryFormat.entry(other, 0)).isNull();
  }

  @Test
  void version_ofJavasBytes_isWhatConditionsSay() {
    byte[] condition =
        EntryFormat.condition(
            new Plan(KEY, Act.WRITE, Act.WRITE).ifVersion(new Version(SEQUENCE, NONCE)));
    assertThat(
            run(
                List.of("clock", "numbers", "recalls", "stored"),
                "return {string.sub(ARGV[1], versionFrom, versionTo)}",
                (Object) entry()))
        .containsExactly(condition);
  }

  @Test
  void move_ofJavasBytes_changesTheInstantAlone() {
    bench.set(bench.entry("key"), entry());
    run(List.of("clock", "numbers", "recalls", "stored"), "move(KEYS[1], 0, 0) return {}");

    byte[] expected = entry();
    EntryFormat.put(expected, EntryFormat.EXPIRES_AT, EntryFormat.INSTANT_BYTES, 0);
    assertThat(bench.get(bench.entry("key"))).isEqualTo(expected);
  }

  // ---- pending writes and dead letters

  private static byte[] nonce() {
    return bytes(NONCE, EntryFormat.NONCE_BYTES);
  }

  private byte[] pending(String kind) {
    return (byte[])
        run(
                List.of("pending"),
                "return {pending(ARGV[1], ARGV[2], ARGV[3])}",
                bytes(kind),
                nonce(),
                PAYLOAD)
            .get(0);
  }

  @Test
  void pending_write_isReadFieldByField() {
    QueuedWrite write = requireNonNull(QueueFormat.pending(KEY, pending("w")));

    assertThat(write.isDeletion()).isFalse();
    assertThat(write.tries()).isZero();
    assertThat(write.nonce()).isEqualTo(NONCE);
    assertThat(payload(write)).isEqualTo(PAYLOAD);
  }

  @Test
  void pending_deletion_hasNoPayload() {
    QueuedWrite write = requireNonNull(QueueFormat.pending(KEY, pending("d")));

    assertThat(write.isDeletion()).isTrue();
    assertThat(payload(write)).isEmpty();
  }

  @Test
  void tried_pendingWrite_hasOneTryMoreAndIsTheSame() {
    List<Object> tried =
        run(
            List.of("clock", "forget", "bury"),
            """
            local record = tried(tried(ARGV[1]))
            return {record, tostring(isOf(record, ARGV[2])), tostring(isOf(record, 'others'))}
            """,
            pending("w"),
            nonce());

    QueuedWrite write = requireNonNull(QueueFormat.pending(KEY, (byte[]) tried.get(0)));
    assertThat(write.tries()).isEqualTo(2);
    assertThat(write.nonce()).isEqualTo(NONCE);
    assertThat(payload(write)).isEqualTo(PAYLOAD);
    assertThat(tried.subList(1, 3)).containsExactly(bytes("true"), bytes("false"));
  }

  @Test
  void letter_ofAPendingWrite_isReadFieldByField() {
    long before = bench.micros() / 1000;
    List<Object> letter =
        run(
            List.of("clock", "forget", "letter", "bury"),
            """
            local letter = letterOf(tried(ARGV[1]), ARGV[2])
            return {letter, parseLetter(letter)}
            """,
            pending("w"),
            bytes("why"));

    DeadWrite dead = requireNonNull(QueueFormat.dead(KEY, (byte[]) letter.get(0)));
    assertThat(dead.write().nonce()).isEqualTo(NONCE);
    assertThat(dead.write().tries()).isEqualTo(1);
    assertThat(dead.buried()).isBetween(before, bench.micros() / 1000);
    assertThat(dead.error()).isEqualTo("why");
    assertThat(payload(dead.write())).isEqualTo(PAYLOAD);
    assertThat(letter.subList(1, 4)).containsExactly(bytes("w"), nonce(), PAYLOAD);
  }

  @Test
  void letter_ofADeletion_isOneWithoutPayload() {
    List<Object> letter =
        run(
            List.of("clock", "letter"),
            "return {parseLetter(letterOf(ARGV[1], ARGV[2]))}",
            pending("d"),
            bytes("why"));
    assertThat(letter).containsExactly(bytes("d"), nonce(), new byte[0]);
  }

  private static byte[] payload(QueuedWrite write) {
    return Arrays.copyOfRange(write.bytes(), write.offset(), write.bytes().length);
  }

  // ---- claims, names

  @Test
  void claim_ofJava_isThatOfScripts() {
    byte[] claim = QueueFormat.claim(new QueueClaim(0, new Lease(7), SEQUENCE, List.of()));
    List<Object> told =
        run(
            List.of("claims"),
            """
            return {claimOf(ARGV[1], struct.unpack('>I7', ARGV[2])), ownerOf(ARGV[3]),
              struct.pack('>I7', tokenOf(ARGV[3])), claimBytes}
            """,
            EntryFormat.token(7),
            bytes(SEQUENCE, EntryFormat.SEQUENCE_BYTES),
            claim);

    assertThat(told)
        .containsExactly(
            claim,
            EntryFormat.token(7),
            bytes(SEQUENCE, EntryFormat.SEQUENCE_BYTES),
            (long) claim.length);
  }

  @Test
  void names_ofAKeySpace_areTakenApart() {
    KeySpace keys = new KeySpace("ns", "cache", OptionalInt.empty(), 2);
    List<Object> told =
        run(
            List.of("names"),
            """
            local base, own = partition(ARGV[1])
            return {base .. 'floor', base .. 'q', string.sub(ARGV[2], own)}
            """,
            bytes(keys.sequence(1)),
            keys.entry(1, KEY));

    assertThat(told)
        .containsExactly(bytes(keys.floor(1)), bytes(keys.besides(1, "q")), keys.own(KEY));
  }
}
