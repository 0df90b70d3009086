package org.entresol.codec.envelope;

/** One way to make bytes fewer. Thread-safe. */
interface Compressor {

  /** Fewer bytes for these, or more where there is nothing to gain. */
  byte[] compress(byte[] bytes);

  /**
   * The bytes that were compressed.
   *
   * @param bytes come from outside, and end with what was compressed
   * @param offset where that begins
   * @param length how many there were; no more are made, whatever the bytes hold
   * @throws org.entresol.codec.CodecException if these are not the bytes of so many
   */
  byte[] expand(byte[] bytes, int offset, int length);
}
