package org.entresol.tier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of entries, and the reading of those that nobody of ours need have written. */
@Tag("unit")
class EntryBytesTest {

  private static final Version VERSION = new Version(0x01_0203_0405_0607L, 0x08_090a_0b0cL);
  private static final byte[] PAYLOAD = {'p', 'a', 'y'};

  private static byte[] bytes(long created, long expires, long loadMicros, long... tags) {
    return EntryBytes.of(
        new Stored(VERSION, created, expires, loadMicros, Content.of(tags, PAYLOAD, 0)));
  }

  private static Stored read(byte[] bytes) {
    return requireNonNull(EntryBytes.entry(bytes, 0));
  }

  private static byte[] payload(Stored entry) {
    return Arrays.copyOfRange(entry.bytes(), entry.offset(), entry.bytes().length);
  }

  @Test
  void of_nothingButAPayload_isThatBehindVersionAndFlags() {
    assertThat(bytes(0, 0, 0))
        .containsExactly(0xe3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 'p', 'a', 'y');
  }

  @Test
  void of_allThereIs_liesInThisOrder() {
    assertThat(bytes(0x21, 0x22, 0x23, 0x24))
        .startsWith(0xe3, 2 + 4 + 8 + 16)
        .endsWith(
            12, 0, 0, 0, 0, 0, 0x22, 0, 0, 0, 0, 0, 0x21, 0, 0, 0, 0x23, 1, 0, 0, 0, 0, 0, 0, 0,
            0x24, 'p', 'a', 'y');
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 14", "0, 9, 0, 20", "9, 0, 0, 20", "9, 9, 9, 30"})
  void of_any_hasWhatItNeedsAndIsReadBack(long created, long expires, long micros, int header) {
    byte[] bytes = bytes(created, expires, micros);
    assertThat(bytes).hasSize(header + PAYLOAD.length);
    Stored read = read(bytes);
    assertThat(read.version()).isEqualTo(VERSION);
    assertThat(read.created()).isEqualTo(created);
    assertThat(read.expires()).isEqualTo(expires);
    assertThat(read.loadMicros()).isEqualTo(micros);
    assertThat(read.tags()).isEmpty();
    assertThat(payload(read)).isEqualTo(PAYLOAD);
  }

  @Test
  void of_mostTags_isNotLongerThanTheLongestHead() {
    long[] tags = new long[255];
    Arrays.setAll(tags, i -> i);
    byte[] bytes = bytes(1, 2, 3, tags);
    assertThat(bytes).hasSize(EntryBytes.LONGEST_HEAD + PAYLOAD.length);
    assertThat(read(bytes).tags()).isEqualTo(tags);
    assertThat(payload(read(bytes))).isEqualTo(PAYLOAD);
  }

  @Test
  void of_loadOfDays_isTheLongestThatIsToldApart() {
    assertThat(read(bytes(1, 2, Long.MAX_VALUE)).loadMicros()).isEqualTo(EntryBytes.LONGEST_LOAD);
  }

  // ---- what is no entry

  @Test
  void entry_cutOffBeforeThePayload_isNone() {
    byte[] bytes = bytes(1, 2, 3, 4);
    int payload = bytes.length - PAYLOAD.length;
    for (int length = 0; length < payload; length++) {
      assertThat(EntryBytes.entry(Arrays.copyOf(bytes, length), 0)).as("%d bytes", length).isNull();
    }
    assertThat(payload(read(Arrays.copyOf(bytes, payload)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x20, 0x40, 0x80})
  void entry_unknownFlag_isNone(int flag) {
    byte[] bytes = bytes(1, 2, 3, 4);
    bytes[EntryBytes.FLAGS_AT] |= (byte) flag;
    assertThat(EntryBytes.entry(bytes, 0)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {'E', 0xe2, 0xe4, 0})
  void entry_anotherFormat_isNone(int format) {
    byte[] bytes = bytes(1, 2, 3, 4);
    bytes[0] = (byte) format;
    assertThat(EntryBytes.entry(bytes, 0)).isNull();
  }

  @Test
  void entry_behindOtherBytes_isReadFromThere() {
    byte[] bytes = bytes(1, 2, 3, 4);
    byte[] behind = new byte[bytes.length + 5];
    System.arraycopy(bytes, 0, behind, 5, bytes.length);
    Stored read = requireNonNull(EntryBytes.entry(behind, 5));
    assertThat(read.expires()).isEqualTo(2);
    assertThat(read.tags()).containsExactly(4);
    assertThat(payload(read)).isEqualTo(PAYLOAD);
    assertThat(EntryBytes.entry(behind, 6)).isNull();
  }

  private static byte[] absence(long expires) {
    return EntryBytes.of(new Stored(VERSION, 0, expires, 0, Content.absence(new byte[0], 0)));
  }

  @Test
  void entry_absenceForATime_isOne() {
    assertThat(read(absence(1_000)).isAbsence()).isTrue();
    assertThat(read(absence(1_000)).expires()).isEqualTo(1_000);
  }

  @Test
  void entry_absenceForEver_isNone() {
    assertThat(EntryBytes.entry(absence(0), 0)).isNull();
    byte[] saysNever = absence(1);
    saysNever[saysNever.length - 1] = 0;
    assertThat(EntryBytes.entry(saysNever, 0)).isNull();
  }

  @Test
  void entry_absenceWithTags_isNone() {
    byte[] bytes = bytes(1, 2, 3, 4);
    bytes[EntryBytes.FLAGS_AT] |= EntryBytes.ABSENCE;
    assertThat(EntryBytes.entry(bytes, 0)).isNull();
  }
}
