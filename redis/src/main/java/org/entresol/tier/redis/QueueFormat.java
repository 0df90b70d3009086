package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueuedWrite;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of pending writes, dead letters and claims. What comes from Redis is not trusted:
 * whatever is too short or of an unknown format is none. Stateless.
 *
 * <p>A pending write is, big-endian: 'Q', format, 'w' or 'd', tries in vain (1 byte), nonce (6),
 * payload. A dead letter is 'D', format, 'w' or 'd', tries, nonce, instant of its burial (6),
 * length of the error (2), error (UTF-8), payload. A claim is the owner's token (8), the fencing
 * token (7) and, only in Redis, the instant of its end (6).
 */
final class QueueFormat {

  private static final int PENDING = ('Q' << 8) | 1;
  private static final int DEAD = ('D' << 8) | 1;
  private static final int KIND_AT = 2;
  private static final int TRIES_AT = 3;
  private static final int NONCE_AT = 4;
  private static final int NONCE_BYTES = 6;
  private static final int PENDING_HEADER = NONCE_AT + NONCE_BYTES;
  private static final int ERROR_LENGTH_AT = PENDING_HEADER + EntryFormat.INSTANT_BYTES;
  private static final int DEAD_HEADER = ERROR_LENGTH_AT + Short.BYTES;
  private static final int TOKEN_BYTES = 7;

  private QueueFormat() {}

  /** The pending write of a key that bytes hold; null when they hold none that can be read. */
  static @Nullable QueuedWrite pending(byte[] key, byte[] bytes) {
    return isOf(PENDING, PENDING_HEADER, bytes) ? write(key, bytes, PENDING_HEADER) : null;
  }

  /** The dead letter of a key that bytes hold; null when they hold none that can be read. */
  static @Nullable DeadWrite dead(byte[] key, byte[] bytes) {
    if (!isOf(DEAD, DEAD_HEADER, bytes)) {
      return null;
    }
    int length = (int) EntryFormat.number(bytes, ERROR_LENGTH_AT, Short.BYTES);
    if (bytes.length - DEAD_HEADER < length) {
      return null;
    }
    return new DeadWrite(
        write(key, bytes, DEAD_HEADER + length),
        EntryFormat.number(bytes, PENDING_HEADER, EntryFormat.INSTANT_BYTES),
        new String(bytes, DEAD_HEADER, length, UTF_8));
  }

  /** What the source has not got of a key: either of both, or null. */
  static @Nullable QueuedWrite either(byte[] key, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    DeadWrite dead = dead(key, bytes);
    return (dead == null) ? pending(key, bytes) : dead.write();
  }

  private static boolean isOf(int format, int header, byte[] bytes) {
    return bytes.length >= header
        && EntryFormat.number(bytes, 0, KIND_AT) == format
        && (bytes[KIND_AT] == 'w' || bytes[KIND_AT] == 'd');
  }

  private static QueuedWrite write(byte[] key, byte[] bytes, int payloadAt) {
    return new QueuedWrite(
        key,
        EntryFormat.number(bytes, NONCE_AT, NONCE_BYTES),
        bytes[KIND_AT] == 'd',
        bytes[TRIES_AT] & 0xff,
        bytes,
        payloadAt);
  }

  // ---- claims

  /** The fencing token in the answer to a claim. */
  static long token(byte[] reply) {
    return EntryFormat.number(reply, 0, TOKEN_BYTES);
  }

  /** What lies in Redis for a claim, but for its end. */
  static byte[] claim(QueueClaim claim) {
    byte[] bytes = new byte[Long.BYTES + TOKEN_BYTES];
    EntryFormat.put(bytes, 0, Long.BYTES, claim.owner().token());
    EntryFormat.put(bytes, Long.BYTES, TOKEN_BYTES, claim.token());
    return bytes;
  }

  /** The same of several claims, one behind the other. */
  static byte[] claims(List<QueueClaim> claims) {
    ByteBuffer all = ByteBuffer.allocate(claims.size() * (Long.BYTES + TOKEN_BYTES));
    claims.forEach(claim -> all.put(claim(claim)));
    return all.array();
  }

  /** Nonce, fate, pause and error, as a script reads them. */
  static List<Object> arguments(QueueResult result) {
    byte[] nonce = new byte[NONCE_BYTES];
    EntryFormat.put(nonce, 0, nonce.length, result.write().nonce());
    String fate =
        switch (result.fate()) {
          case DONE -> "d";
          case RETRY -> "r";
          case WAIT -> "w";
          case BURY -> "b";
        };
    return List.of(nonce, fate, result.pause().toMillis(), result.error().getBytes(UTF_8));
  }
}
