package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry, the same in every tier that keeps bytes. What comes from outside is not
 * trusted: whatever is too short or of an unknown format is no entry. Stateless.
 *
 * <p>An entry is, big-endian: 'E', format, flags (1 = the source has nothing), sequence (7 bytes),
 * nonce (6), instant of creation (6), of expiry (6, 0 = never), load duration (4), payload.
 * Instants are milliseconds of the tier's clock, the duration is in microseconds.
 */
public final class EntryBytes {

  /** The number of bytes before the payload. */
  public static final int HEADER = 32;

  /** Where the flags are. */
  public static final int FLAGS_AT = 2;

  /** Where the version begins: sequence and nonce. */
  public static final int VERSION_AT = 3;

  /** Where the instant of creation begins. */
  public static final int CREATED_AT = 16;

  /** Where the instant of expiry begins. */
  public static final int EXPIRES_AT = 22;

  /** Where the duration of the load begins. */
  public static final int LOADED_AT = 28;

  /** The length of a sequence. */
  public static final int SEQUENCE_BYTES = 7;

  /** The length of a nonce. */
  public static final int NONCE_BYTES = 6;

  /** The length of an instant. */
  public static final int INSTANT_BYTES = 6;

  /** The length of a duration. */
  public static final int DURATION_BYTES = 4;

  /** The flag of an entry that stands for the knowledge that the source has nothing. */
  public static final int ABSENCE = 1;

  /** The longest load that is told apart from longer ones, in microseconds. */
  public static final long LONGEST_LOAD = 0xffff_ffffL;

  private static final int MAGIC = ('E' << 8) | 1;

  private EntryBytes() {}

  /** The entry that bytes hold from an offset on; null when they hold none that can be read. */
  public static @Nullable Stored entry(byte @Nullable [] bytes, int from) {
    if (bytes == null || bytes.length - from < HEADER || number(bytes, from, 2) != MAGIC) {
      return null;
    }
    long sequence = number(bytes, from + VERSION_AT, SEQUENCE_BYTES);
    long nonce = number(bytes, from + VERSION_AT + SEQUENCE_BYTES, NONCE_BYTES);
    long expires = number(bytes, from + EXPIRES_AT, INSTANT_BYTES);
    boolean absence = (bytes[from + FLAGS_AT] & ABSENCE) != 0;
    if (absence && expires == 0) {
      return null;
    }
    return new Stored(
        new Version(sequence, nonce),
        number(bytes, from + CREATED_AT, INSTANT_BYTES),
        expires,
        number(bytes, from + LOADED_AT, DURATION_BYTES),
        absence,
        bytes,
        from + HEADER);
  }

  /** The bytes of an entry. */
  public static byte[] of(Stored entry) {
    int payload = entry.bytes().length - entry.offset();
    byte[] bytes = new byte[HEADER + payload];
    put(bytes, 0, 2, MAGIC);
    bytes[FLAGS_AT] = (byte) (entry.isAbsence() ? ABSENCE : 0);
    put(bytes, VERSION_AT, SEQUENCE_BYTES, entry.version().sequence());
    put(bytes, VERSION_AT + SEQUENCE_BYTES, NONCE_BYTES, entry.version().nonce());
    put(bytes, CREATED_AT, INSTANT_BYTES, entry.created());
    put(bytes, EXPIRES_AT, INSTANT_BYTES, entry.expires());
    put(bytes, LOADED_AT, DURATION_BYTES, Math.min(entry.loadMicros(), LONGEST_LOAD));
    System.arraycopy(entry.bytes(), entry.offset(), bytes, HEADER, payload);
    return bytes;
  }

  /** The number of some bytes. */
  public static long number(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = from; i < from + length; i++) {
      number = (number << 8) | (bytes[i] & 0xff);
    }
    return number;
  }

  /** Writes a number, of which the lowest bytes are taken. */
  public static void put(byte[] bytes, int from, int length, long number) {
    for (int i = 0; i < length; i++) {
      bytes[from + i] = (byte) (number >>> (8 * (length - 1 - i)));
    }
  }
}
