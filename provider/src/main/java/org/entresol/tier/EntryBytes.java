package org.entresol.tier;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry, the same in every tier that keeps bytes. What comes from outside is not
 * trusted: whatever is too short, of an unknown format or has an unknown flag is no entry, nor is
 * an absence that never ends. Stateless.
 *
 * <p>An entry is, big-endian: {@link #MAGIC}, flags, sequence (7 bytes), nonce (5), then what its
 * flags say: the instant of expiry (6, 0 = never), of creation (6), the load duration (4), the
 * number of tags (1) and the {@linkplain TagHash hash} of each (8); then the payload. Instants are
 * milliseconds of the tier's clock, the duration is in microseconds.
 */
public final class EntryBytes {

  /** What an entry begins with: E for entry, and the format. */
  public static final int MAGIC = 0xe3;

  /** Where the flags are. */
  public static final int FLAGS_AT = 1;

  /** Where the version begins: sequence and nonce. */
  public static final int VERSION_AT = 2;

  /** The length of a sequence. */
  public static final int SEQUENCE_BYTES = 7;

  /** The length of a nonce. */
  public static final int NONCE_BYTES = 5;

  /** The number of bytes that every entry has before what its flags say. */
  public static final int HEADER = VERSION_AT + SEQUENCE_BYTES + NONCE_BYTES;

  /** The length of an instant. */
  public static final int INSTANT_BYTES = 6;

  /** The length of a duration. */
  public static final int DURATION_BYTES = 4;

  /** The flag of an entry that stands for the knowledge that the source has nothing. */
  public static final int ABSENCE = 1;

  /** The flag of an entry that says when it expires. */
  public static final int EXPIRES = 2;

  /** The flag of an entry that says when its life began. */
  public static final int CREATED = 4;

  /** The flag of an entry that says how long its load took. */
  public static final int LOADED = 8;

  /** The flag of an entry that has tags; an absence has none. */
  public static final int TAGGED = 16;

  /** The longest load that is told apart from longer ones, in microseconds. */
  public static final long LONGEST_LOAD = 0xffff_ffffL;

  private static final int KNOWN = ABSENCE | EXPIRES | CREATED | LOADED | TAGGED;

  private static final int TAG_BYTES = 8;

  /** The most bytes before the payload: there are as many tags as a byte can count. */
  public static final int LONGEST_HEAD =
      HEADER + 2 * INSTANT_BYTES + DURATION_BYTES + 1 + TAG_BYTES * 255;

  private EntryBytes() {}

  /** A nonce for a new version: a random number that an entry can hold. */
  public static long nonce() {
    return ThreadLocalRandom.current().nextLong(1L << (Byte.SIZE * NONCE_BYTES));
  }

  /** The entry that bytes hold from an offset on; null when they hold none that can be read. */
  public static @Nullable Stored entry(byte @Nullable [] bytes, int from) {
    if (bytes == null || bytes.length - from < HEADER || (bytes[from] & 0xff) != MAGIC) {
      return null;
    }
    int flags = bytes[from + FLAGS_AT] & 0xff;
    int created = from + HEADER + length(flags, EXPIRES, INSTANT_BYTES);
    int loaded = created + length(flags, CREATED, INSTANT_BYTES);
    int body = loaded + length(flags, LOADED, DURATION_BYTES);
    if ((flags & ~KNOWN) != 0 || body > bytes.length) {
      return null;
    }
    long expires = number(bytes, from + HEADER, created - from - HEADER);
    Content content = content(flags, bytes, body);
    if (content == null || (content.isAbsence() && expires == 0)) {
      return null;
    }
    long sequence = number(bytes, from + VERSION_AT, SEQUENCE_BYTES);
    long nonce = number(bytes, from + VERSION_AT + SEQUENCE_BYTES, NONCE_BYTES);
    return new Stored(
        new Version(sequence, nonce),
        number(bytes, created, loaded - created),
        expires,
        number(bytes, loaded, body - loaded),
        content);
  }

  private static int length(int flags, int flag, int bytes) {
    return ((flags & flag) == 0) ? 0 : bytes;
  }

  private static @Nullable Content content(int flags, byte[] bytes, int at) {
    if ((flags & TAGGED) == 0) {
      return ((flags & ABSENCE) != 0)
          ? Content.absence(bytes, at)
          : Content.of(TagHash.NONE, bytes, at);
    }
    int count = (bytes.length > at) ? bytes[at] & 0xff : 0;
    int payload = at + blockLength(count);
    if ((flags & ABSENCE) != 0 || count == 0 || payload > bytes.length) {
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

  /**
   * The flags of what a plan stores, but for that of its expiry, which is found out when it is
   * stored.
   */
  public static int flags(Plan plan) {
    return (plan.isAbsence() ? ABSENCE : 0)
        | (plan.isDated() ? CREATED : 0)
        | ((plan.loadMicros() == 0) ? 0 : LOADED)
        | ((plan.tags().length == 0) ? 0 : TAGGED);
  }

  private static int flags(Stored entry) {
    return (entry.isAbsence() ? ABSENCE : 0)
        | ((entry.expires() == 0) ? 0 : EXPIRES)
        | ((entry.created() == 0) ? 0 : CREATED)
        | ((entry.loadMicros() == 0) ? 0 : LOADED)
        | ((entry.tags().length == 0) ? 0 : TAGGED);
  }

  /** The bytes of an entry. */
  public static byte[] of(Stored entry) {
    int flags = flags(entry);
    int created = HEADER + length(flags, EXPIRES, INSTANT_BYTES);
    int loaded = created + length(flags, CREATED, INSTANT_BYTES);
    int tags = loaded + length(flags, LOADED, DURATION_BYTES);
    int body = tags + blockLength(entry.tags().length);
    int payload = entry.bytes().length - entry.offset();
    byte[] bytes = new byte[body + payload];
    bytes[0] = (byte) MAGIC;
    bytes[FLAGS_AT] = (byte) flags;
    put(bytes, VERSION_AT, SEQUENCE_BYTES, entry.version().sequence());
    put(bytes, VERSION_AT + SEQUENCE_BYTES, NONCE_BYTES, entry.version().nonce());
    put(bytes, HEADER, created - HEADER, entry.expires());
    put(bytes, created, loaded - created, entry.created());
    put(bytes, loaded, tags - loaded, Math.min(entry.loadMicros(), LONGEST_LOAD));
    putTags(bytes, tags, entry.tags());
    System.arraycopy(entry.bytes(), entry.offset(), bytes, body, payload);
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

  /** The number of some bytes; 0 for none. */
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
