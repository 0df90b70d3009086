package org.entresol.tier;

/**
 * A write that the source of record has not got yet, as a tier holds it: the last one of its key.
 *
 * <p>Immutable, as long as nobody writes into its bytes.
 */
public final class QueuedWrite {

  private final byte[] key;
  private final long nonce;
  private final boolean deletion;
  private final int tries;
  private final byte[] bytes;
  private final int offset;

  /** Creates it from its parts, see the methods of the same names. */
  public QueuedWrite(
      byte[] key, long nonce, boolean deletion, int tries, byte[] bytes, int offset) {
    this.key = key;
    this.nonce = nonce;
    this.deletion = deletion;
    this.tries = tries;
    this.bytes = bytes;
    this.offset = offset;
  }

  /** The key's bytes, as the codec gives them. */
  public byte[] key() {
    return key;
  }

  /** The random number that tells it from other writes of its key. */
  public long nonce() {
    return nonce;
  }

  /** Whether the key is to be deleted; otherwise the payload is to be written. */
  public boolean isDeletion() {
    return deletion;
  }

  /** How often it has been tried in vain. */
  public int tries() {
    return tries;
  }

  /** The bytes that end with the payload; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the payload begins. */
  public int offset() {
    return offset;
  }
}
