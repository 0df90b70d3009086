package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in which nodes are asked for what they have, and answer. What comes from Redis is not
 * trusted: an answer that is cut off, or has more than a node says, is none. Stateless.
 *
 * <p>A question is, big-endian: its letter (1 byte), who asks (8), and a number (8). An answer goes
 * to a channel that only who asks has subscribed to: the number (8), the name of the node, how many
 * caches follow (2), and of each the name of its record, its four numbers (8 each), and two lists
 * of keys with their lengths (1) before them. Texts are those of {@link DataOutputStream#writeUTF}.
 */
final class ReportFormat {

  /** The most caches that a node tells of. */
  static final int MOST_CACHES = 200;

  /** The most keys of each kind that it names of a cache. */
  static final int MOST_KEYS = 5;

  private static final int LONGEST_TEXT = 200;
  private static final byte QUESTION = '#';
  private static final int ASKER_AT = 1;
  private static final int NUMBER_AT = ASKER_AT + Long.BYTES;
  private static final int QUESTION_BYTES = NUMBER_AT + Long.BYTES;

  private ReportFormat() {}

  static byte[] question(byte[] asker, long number) {
    return ByteBuffer.allocate(QUESTION_BYTES).put(QUESTION).put(asker).putLong(number).array();
  }

  static boolean isQuestion(byte[] message) {
    return message[0] == QUESTION && message.length == QUESTION_BYTES;
  }

  static byte[] asker(byte[] question) {
    return Arrays.copyOfRange(question, ASKER_AT, NUMBER_AT);
  }

  static long number(byte[] question) {
    return ByteBuffer.wrap(question).getLong(NUMBER_AT);
  }

  /**
   * The channel on which somebody waits for answers.
   *
   * @param announcements the name of that on which nodes are asked
   */
  static String channel(String announcements, byte[] asker) {
    return announcements + ":" + HexFormat.of().formatHex(asker);
  }

  /** How a key is named. */
  static String text(byte[] written) {
    String text = new String(written, UTF_8);
    return (text.length() <= LONGEST_TEXT) ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }

  static byte[] answer(long number, NodeReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(number);
      out.writeUTF(report.node());
      out.writeShort(report.caches().size());
      for (CacheState state : report.caches()) {
        out.writeUTF(state.cache().record());
        out.writeLong(state.nearEntries());
        out.writeLong(state.nearBytes());
        out.writeLong(state.behind());
        out.writeLong(state.loads());
        write(state.loading(), out);
        write(state.hot(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A report does not fit into its format", e);
    }
    return bytes.toByteArray();
  }

  private static void write(List<String> keys, DataOutputStream out) throws IOException {
    out.writeByte(keys.size());
    for (String key : keys) {
      out.writeUTF(key);
    }
  }

  /**
   * Reads an answer.
   *
   * @param number that of the question
   * @param namespace that of the nodes that were asked
   * @return null where it is none to that question
   */
  static @Nullable NodeReport report(byte[] message, long number, String namespace) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
      if (in.readLong() != number) {
        return null;
      }
      String node = in.readUTF();
      List<CacheState> caches = new ArrayList<>();
      int count = bounded(in.readUnsignedShort(), MOST_CACHES);
      for (int i = 0; i < count; i++) {
        CacheState state = state(in);
        if (state == null || !state.cache().namespace().equals(namespace)) {
          return null;
        }
        caches.add(state);
      }
      return (in.available() > 0) ? null : new NodeReport(node, caches);
    } catch (IOException e) {
      return null; // It is cut off, says too much, or its texts are none.
    }
  }

  private static @Nullable CacheState state(DataInputStream in) throws IOException {
    CacheName cache = CacheName.ofRecord(in.readUTF());
    return (cache == null)
        ? null
        : new CacheState(
            cache, in.readLong(), in.readLong(), in.readLong(), in.readLong(), keys(in), keys(in));
  }

  private static int bounded(int count, int most) throws IOException {
    if (count > most) {
      throw new IOException("More than a node says");
    }
    return count;
  }

  private static List<String> keys(DataInputStream in) throws IOException {
    int count = bounded(in.readUnsignedByte(), MOST_KEYS);
    List<String> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(in.readUTF());
    }
    return keys;
  }
}
