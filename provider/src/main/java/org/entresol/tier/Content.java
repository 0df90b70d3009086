package org.entresol.tier;

/**
 * What an entry holds beside its version and its instants: tags and a payload, or the knowledge
 * that the source has nothing. Immutable, as long as nobody writes into its arrays.
 */
public final class Content {

  private final boolean absence;
  private final long[] tags;
  private final byte[] bytes;
  private final int offset;

  private Content(boolean absence, long[] tags, byte[] bytes, int offset) {
    this.absence = absence;
    this.tags = tags;
    this.bytes = bytes;
    this.offset = offset;
  }

  /**
   * A payload.
   *
   * @param tags the {@linkplain TagHash hashes} of its tags; none if it has none
   * @param bytes what ends with the payload
   * @param offset where that begins
   */
  public static Content of(long[] tags, byte[] bytes, int offset) {
    return new Content(false, tags, bytes, offset);
  }

  /**
   * The knowledge that the source has nothing.
   *
   * @param bytes what there is beside it
   * @param offset where that ends
   */
  public static Content absence(byte[] bytes, int offset) {
    return new Content(true, TagHash.NONE, bytes, offset);
  }

  /** Whether it stands for the knowledge that the source has nothing. */
  public boolean isAbsence() {
    return absence;
  }

  /** The hashes of the tags; empty for none. */
  public long[] tags() {
    return tags;
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
