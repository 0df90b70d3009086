package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.entresol.tier.Stored;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reading of headers that nobody of ours need have written. */
@Tag("unit")
class EntryFormatTest {
  private static final int EXPIRES_AT = 22;

  private static byte[] header(int flags) {
    byte[] bytes = new byte[EntryFormat.HEADER];
    bytes[0] = 'E';
    bytes[1] = 1;
    bytes[2] = (byte) flags;
    return bytes;
  }

  @Test
  void entry_absenceForATime_isOne() {
    byte[] bytes = header(1);
    ByteBuffer.wrap(bytes).putInt(EXPIRES_AT + 2, 1_000);

    Stored stored = Objects.requireNonNull(EntryFormat.entry(bytes, 0));

    assertThat(stored.isAbsence()).isTrue();
    assertThat(stored.expires()).isEqualTo(1_000);
  }

  @Test
  void entry_absenceForEver_isNone() {
    assertThat(EntryFormat.entry(header(1), 0)).isNull();
  }

  @Test
  void entry_loadDuration_isUnsigned() {
    byte[] bytes = header(0);
    ByteBuffer.wrap(bytes).putInt(28, -1);

    Stored stored = Objects.requireNonNull(EntryFormat.entry(bytes, 0));

    assertThat(stored.isAbsence()).isFalse();
    assertThat(stored.loadMicros()).isEqualTo(0xffff_ffffL);
  }
}
