package org.entresol.tier.redis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.entresol.tier.NearCopy;
import org.entresol.tier.TierListener;
import org.entresol.tier.Version;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Questions among nodes for the copies that they serve of a key, and the answers.
 *
 * <p>A question is, big-endian: its letter (1 byte), the node that asks (8), a number (8), and the
 * name of the entry. An answer is its letter, the node that asked, the number, the sequence at
 * which the copy was true (8), its version (sequence 8, nonce 8), and the name. Nodes that do not
 * know them pass them over, and each looks into some only. Thread-safe.
 */
final class Questions {

  private static final byte QUESTION = '?';
  private static final byte ANSWER = '!';
  private static final int NUMBER_AT = 1 + Long.BYTES;
  private static final int NAME_OF_QUESTION = NUMBER_AT + Long.BYTES;
  private static final int NAME_OF_ANSWER = NAME_OF_QUESTION + 3 * Long.BYTES;

  /** The questions that a node looks into in a second; what is more has no answer. */
  private static final int MOST_A_SECOND = 1000;

  private final byte[] node;
  private final Consumer<byte[]> publisher;
  private final Allowance allowance;

  /**
   * Creates the questions of a node.
   *
   * @param node the eight bytes that tell it from others
   * @param publisher sends a message to all nodes, and waits for nobody
   */
  Questions(byte[] node, Consumer<byte[]> publisher, Clock clock) {
    this.node = node;
    this.publisher = publisher;
    this.allowance = new Allowance(MOST_A_SECOND, clock);
  }

  /** Asks all nodes for their copies of an entry. */
  void ask(long question, byte[] name) {
    publisher.accept(
        ByteBuffer.allocate(NAME_OF_QUESTION + name.length)
            .put(QUESTION)
            .put(node)
            .putLong(question)
            .put(name)
            .array());
  }

  /**
   * Takes a message in.
   *
   * @return whether it was a question or an answer
   */
  boolean received(byte[] message, Collection<Subscriber> tiers) {
    if (message[0] == QUESTION && message.length > NAME_OF_QUESTION) {
      each(message, NAME_OF_QUESTION, tiers, (listener, key) -> answer(message, listener, key));
    } else if (message[0] == ANSWER && message.length > NAME_OF_ANSWER) {
      if (Arrays.equals(message, 1, NUMBER_AT, node, 0, node.length)) {
        ByteBuffer from = ByteBuffer.wrap(message, NUMBER_AT, message.length - NUMBER_AT);
        long question = from.getLong();
        long validAt = from.getLong();
        NearCopy copy = new NearCopy(new Version(from.getLong(), from.getLong()), validAt);
        each(
            message,
            NAME_OF_ANSWER,
            tiers,
            (listener, key) -> listener.answered(question, key, copy));
      }
    }
    return message[0] == QUESTION || message[0] == ANSWER;
  }

  private void answer(byte[] message, TierListener listener, byte[] key) {
    NearCopy copy = allowance.take() ? listener.copyOf(key) : null;
    if (copy != null) {
      int name = message.length - NAME_OF_QUESTION;
      publisher.accept(
          ByteBuffer.allocate(NAME_OF_ANSWER + name)
              .put(ANSWER)
              .put(message, 1, NAME_OF_QUESTION - 1)
              .putLong(copy.validAt())
              .putLong(copy.version().sequence())
              .putLong(copy.version().nonce())
              .put(message, NAME_OF_QUESTION, name)
              .array());
    }
  }

  private static void each(
      byte[] message,
      int at,
      Collection<Subscriber> tiers,
      BiConsumer<TierListener, byte[]> further) {
    byte[] named = Arrays.copyOfRange(message, at, message.length);
    for (Subscriber tier : tiers) {
      byte @Nullable [] key = tier.keys().keyOf(named);
      TierListener listener = tier.listener();
      if (key != null && listener != null) {
        further.accept(listener, key);
      }
    }
  }
}
