package org.entresol.tier.disk;

import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32C;
import org.entresol.tier.Content;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What a row says of a payload that lies in a file beside it: which file, how long it is, and the
 * checksum of what has to be in it. In the row itself, length and checksum stand for the payload.
 * Immutable.
 *
 * @param file the number of the file, above 0
 * @param length how long the payload is
 * @param check its CRC-32C
 */
record Beside(long file, int length, int check) {

  /**
   * From which length on a payload lies in a file, in bytes. A row takes a page for each 4 KB,
   * which are read and written one by one; a file costs its opening, and its name in a directory.
   */
  static final int LARGE = 64 * 1024;

  private static final int INT_BYTES = 4;

  /** Whether the payload of an entry lies in a file. */
  static boolean isFor(Stored entry) {
    return entry.bytes().length - entry.offset() >= LARGE;
  }

  /** A new file for the payload of an entry: no number comes again. */
  static Beside of(Stored entry) {
    int length = entry.bytes().length - entry.offset();
    return new Beside(
        ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
        length,
        check(entry.bytes(), entry.offset(), length));
  }

  /**
   * What a row says.
   *
   * @param row the entry as the row has it
   * @return null where the row does not say what it has to
   */
  static @Nullable Beside in(Stored row, long file) {
    byte[] bytes = row.bytes();
    int at = row.offset();
    if (file <= 0 || row.isAbsence() || bytes.length - at != 2 * INT_BYTES) {
      return null;
    }
    int length = (int) EntryBytes.number(bytes, at, INT_BYTES);
    int check = (int) EntryBytes.number(bytes, at + INT_BYTES, INT_BYTES);
    return (length < 0) ? null : new Beside(file, length, check);
  }

  private static int check(byte[] bytes, int from, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, length);
    return (int) sum.getValue();
  }

  /** Whether this is the payload. */
  boolean isOf(byte[] payload) {
    return payload.length == length && check(payload, 0, length) == check;
  }

  /** An entry as the row has it. */
  Stored row(Stored entry) {
    byte[] bytes = new byte[2 * INT_BYTES];
    EntryBytes.put(bytes, 0, INT_BYTES, length);
    EntryBytes.put(bytes, INT_BYTES, INT_BYTES, check);
    return with(entry, bytes);
  }

  /** The same entry with another payload. */
  static Stored with(Stored entry, byte[] payload) {
    return new Stored(
        entry.version(),
        entry.created(),
        entry.expires(),
        entry.loadMicros(),
        Content.of(entry.tags(), payload, 0));
  }
}
