package org.entresol.tier.redis;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of announcements. What comes from Redis is not trusted: whatever is too short or says
 * nothing of a key is ignored. Stateless.
 *
 * <p>A message is, big-endian: what happened (1 byte), the node (8), the sequence (7), the length
 * of the name (2) and the name; behind them, where values are told, the length of the old entry
 * (4), the old entry and the new one. Changes that were made together may come together: after the
 * node there is then, of each, what happened, the sequence, and its name with the length before it.
 * Of entries that were stored together whatever there was, there are of each partition the sequence
 * of the first, how many they are (2), and the name of each with the length before it. Of a recall
 * there are behind the node the number of tags (1), the hash of each (8), and of each partition the
 * sequence and its name with the length before it.
 */
final class AnnounceFormat {

  static final int NODE_AT = 1;
  static final int SEQUENCE_AT = 9;
  private static final int LENGTH_AT = 16;
  private static final int NAME_AT = 18;
  private static final int SEQUENCE_BYTES = EntryBytes.SEQUENCE_BYTES;
  private static final int LENGTH_BYTES = 2;
  private static final int COUNT_BYTES = 2;
  private static final byte CLEAR = 'c';
  private static final byte MANY = 'M';
  private static final byte STORES = 'W';
  private static final byte RECALL = 'g';

  private AnnounceFormat() {}

  /** What a message says to the tier whose names they are. */
  interface Reading {
    /** The announcement in a partition of that tier; null for none. */
    @Nullable Announcement of(KeySpace keys, int partition);
  }

  /**
   * Reads a message.
   *
   * @param message as long as the head of each at least
   * @param own whether it is of this node
   * @param told is given each name that it tells of, with what it says of that
   */
  static void read(byte[] message, boolean own, BiConsumer<byte[], Reading> told) {
    if (message[0] == MANY) {
      readMany(message, own, told);
    } else if (message[0] == STORES) {
      readStores(message, own, told);
    } else if (message[0] == RECALL) {
      readRecall(message, own, told);
    } else {
      byte[] named = named(message, LENGTH_AT);
      if (named != null) {
        told.accept(named, (keys, partition) -> announcement(keys, message, own, partition, named));
      }
    }
  }

  /** The name that a message has at a place, its length before it; null where it is cut off. */
  private static byte @Nullable [] named(byte[] message, int at) {
    int from = at + LENGTH_BYTES;
    if (from > message.length) {
      return null;
    }
    int end = from + (int) EntryFormat.number(message, at, LENGTH_BYTES);
    return (end > message.length) ? null : Arrays.copyOfRange(message, from, end);
  }

  /** What is told of each key begins with the act, and is as long as its name says. */
  private static void readMany(byte[] message, boolean own, BiConsumer<byte[], Reading> told) {
    int at = SEQUENCE_AT;
    while (at < message.length) {
      int lengthAt = at + 1 + SEQUENCE_BYTES;
      byte[] named = named(message, lengthAt);
      if (named == null) {
        return;
      }
      Act act = EntryFormat.act(message[at]);
      long sequence = EntryFormat.number(message, at + 1, SEQUENCE_BYTES);
      told.accept(named, (keys, partition) -> change(keys, act, own, partition, sequence, named));
      at = lengthAt + LENGTH_BYTES + named.length;
    }
  }

  private static void readStores(byte[] message, boolean own, BiConsumer<byte[], Reading> told) {
    int at = SEQUENCE_AT;
    while (at + SEQUENCE_BYTES + COUNT_BYTES <= message.length) {
      long first = EntryFormat.number(message, at, SEQUENCE_BYTES);
      long end = first + EntryFormat.number(message, at + SEQUENCE_BYTES, COUNT_BYTES);
      at += SEQUENCE_BYTES + COUNT_BYTES;
      for (long sequence = first; sequence < end; sequence++) {
        byte[] named = named(message, at);
        if (named == null) {
          return;
        }
        long stored = sequence;
        told.accept(
            named, (keys, partition) -> change(keys, Act.WRITE, own, partition, stored, named));
        at += LENGTH_BYTES + named.length;
      }
    }
  }

  private static void readRecall(byte[] message, boolean own, BiConsumer<byte[], Reading> told) {
    int count = (message.length > SEQUENCE_AT) ? message[SEQUENCE_AT] & 0xff : 0;
    int at = SEQUENCE_AT + 1 + Long.BYTES * count;
    if (count == 0 || at > message.length) {
      return;
    }
    long[] tags = EntryFormat.tags(message, SEQUENCE_AT + 1, count);
    while (at < message.length) {
      int lengthAt = at + SEQUENCE_BYTES;
      byte[] named = named(message, lengthAt);
      if (named == null) {
        return;
      }
      long sequence = EntryFormat.number(message, at, SEQUENCE_BYTES);
      told.accept(
          named, (keys, partition) -> Announcement.ofRecall(own, partition, sequence, tags));
      at = lengthAt + LENGTH_BYTES + named.length;
    }
  }

  private static @Nullable Announcement announcement(
      KeySpace keys, byte[] message, boolean own, int partition, byte[] named) {
    long sequence = EntryFormat.number(message, SEQUENCE_AT, SEQUENCE_BYTES);
    if (message[0] == CLEAR) {
      return Announcement.ofAll(own, partition, sequence);
    }
    Announcement bare = change(keys, EntryFormat.act(message[0]), own, partition, sequence, named);
    int end = NAME_AT + named.length;
    int oldAt = end + Integer.BYTES;
    if (bare == null || message.length < oldAt) {
      return bare;
    }
    long oldLength = EntryFormat.number(message, end, Integer.BYTES);
    if (oldLength > message.length - oldAt) {
      return bare;
    }
    int newAt = oldAt + (int) oldLength;
    Stored before = EntryFormat.entry(Arrays.copyOfRange(message, oldAt, newAt), 0);
    Stored after = EntryFormat.entry(message, newAt);
    return new Announcement(bare.act(), own, partition, sequence, bare.key(), before, after);
  }

  private static @Nullable Announcement change(
      KeySpace keys, Act act, boolean own, int partition, long sequence, byte[] named) {
    byte[] key = keys.keyOf(named);
    boolean isChange = act == Act.WRITE || act == Act.DELETE || act == Act.DROP;
    return (key == null || !isChange)
        ? null
        : new Announcement(act, own, partition, sequence, key, null, null);
  }
}
