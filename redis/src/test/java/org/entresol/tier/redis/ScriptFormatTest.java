package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueuedWrite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the parts of scripts write and read the bytes that Java reads and writes. */
@Tag("server")
class ScriptFormatTest {

  private static final long SEQUENCE = 0x01_0203_0405_0607L;
  private static final long NONCE = 0x1112_1314_1516L;
  private static final byte[] KEY = bytes("s:key");
  private static final byte[] PAYLOAD = bytes("payload");

  private final ScriptBench bench = new ScriptBench();

  @AfterEach
  void disconnect() {
    bench.close();
  }

  private List<Object> run(List<String> parts, String lines, Object... arguments) {
    return bench.lines(parts, lines, arguments);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] bytes(long number, int length) {
    byte[] bytes = new byte[length];
    EntryFormat.put(bytes, 0, length, number);
    return bytes;
  }

  // ---- pending writes and dead letters

  private static byte[] nonce() {
    return bytes(NONCE, 6);
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
