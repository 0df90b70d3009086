package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry, the same in every tier that keeps bytes. What comes from outside is not
 * trusted: whatever is too short or of an unknown format is no entry. Stateless.
 *
 * <p>An entry is, big-endian: 'E', format, flags (1 = the source has nothing), sequence (7 bytes),
 * nonce (6), instant of creation (6), of expiry (6, 0 = never), load duration (4), in format 2 the
 * number of tags (1) and the {@linkplain TagHash hash} of each (8), payload. Instants are
 * milliseconds of the tier's clock, the duration is in microseconds.
 */
public final class EntryBytes {

  /** The number of bytes before tags and payload. */
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

  /** What an entry without tags begins with. */
  public static final int PLAIN = ('E' << 8) | 1;

  /** What an entry with tags begins with. */
  public static final int TAGGED = ('E' << 8) | 2;

  /** The length of what an entry begins with. */
  public static final int MAGIC_BYTES = 2;

  private static final int TAG_BYTES = 8;

  /** The most bytes before the payload: there are as many tags as a byte can count. */
  public static final int LONGEST_HEAD = HEADER + 1 + TAG_BYTES * 255;

  private EntryBytes() {}

  /** The entry that bytes hold from an offset on; null when they hold none that can be read. */
  public static @Nullable Stored entry(byte @Nullable [] bytes, int from) {
    if (bytes == null || bytes.length - from < HEADER) {
      return null;
    }
    Content content = content(bytes, from);
    long expires = number(bytes, from + EXPIRES_AT, INSTANT_BYTES);
    if (content == null || (content.isAbsence() && expires == 0)) {
      return null;
    }
    long sequence = number(bytes, from + VERSION_AT, SEQUENCE_BYTES);
    long nonce = number(bytes, from + VERSION_AT + SEQUENCE_BYTES, NONCE_BYTES);
    return new Stored(
        new Version(sequence, nonce),
        number(bytes, from + CREATED_AT, INSTANT_BYTES),
        expires,
        number(bytes, from + LOADED_AT, DURATION_BYTES),
        content);
  }

  private static @Nullable Content content(byte[] bytes, int from) {
    long magic = number(bytes, from, MAGIC_BYTES);
    int at = from + HEADER;
    if (magic == PLAIN) {
      return (bytes[from + FLAGS_AT] & ABSENCE) != 0
          ? Content.absence(bytes, at)
          : Content.of(TagHash.NONE, bytes, at);
    }
    int count = (magic == TAGGED && bytes.length > at) ? bytes[at] & 0xff : 0;
    int payload = at + blockLength(count);
    if (count == 0 || payload > bytes.length) {
      return null;
    }
    long[] tags = new long[count];
    for (int i = 0; i < count; i++) {
      tags[i] = number(bytes, at + 1 + TAG_BYTES * i, TAG_BYTES);
    }
    return Content.of(tags, bytes, payload);
  }

  /** How long that is which says the tags. */
  private static int blockLength(int tags) {
    return (tags == 0) ? 0 : 1 + TAG_BYTES * tags;
  }

  /** What an entry begins with. */
  public static int magic(long[] tags) {
    return (tags.length == 0) ? PLAIN : TAGGED;
  }

  /** The bytes of an entry. */
  public static byte[] of(Stored entry) {
    int payload = entry.bytes().length - entry.offset();
    int block = blockLength(entry.tags().length);
    byte[] bytes = new byte[HEADER + block + payload];
    put(bytes, 0, MAGIC_BYTES, magic(entry.tags()));
    bytes[FLAGS_AT] = (byte) (entry.isAbsence() ? ABSENCE : 0);
    put(bytes, VERSION_AT, SEQUENCE_BYTES, entry.version().sequence());
    put(bytes, VERSION_AT + SEQUENCE_BYTES, NONCE_BYTES, entry.version().nonce());
    put(bytes, CREATED_AT, INSTANT_BYTES, entry.created());
    put(bytes, EXPIRES_AT, INSTANT_BYTES, entry.expires());
    put(bytes, LOADED_AT, DURATION_BYTES, Math.min(entry.loadMicros(), LONGEST_LOAD));
    putTags(bytes, HEADER, entry.tags());
    System.arraycopy(entry.bytes(), entry.offset(), bytes, HEADER + block, payload);
    return bytes;
  }

  /** What follows the header of an entry: tags, if there are any, and the payload. */
  public static byte[] body(long[] tags, byte[] payload) {
    if (tags.length == 0) {
      return payload;
    }
    int block = blockLength(tags.length);
    byte[] body = new byte[block + payload.length];
    putTags(body, 0, tags);
    System.arraycopy(payload, 0, body, block, payload.length);
    return body;
  }

  private static void putTags(byte[] bytes, int from, long[] tags) {
    if (tags.length > 0) {
      bytes[from] = (byte) tags.length;
      for (int i = 0; i < tags.length; i++) {
        put(bytes, from + 1 + TAG_BYTES * i, TAG_BYTES, tags[i]);
      }
    }
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
