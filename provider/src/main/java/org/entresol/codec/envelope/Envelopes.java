package org.entresol.codec.envelope;

import java.util.Arrays;
import org.entresol.codec.CodecException;
import org.entresol.codec.EntryCodec;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.envelope.Packing.Packed;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of values with what may lie around it. What was written by other settings is read
 * all the same, as it says itself what was done to it. Thread-safe.
 */
public final class Envelopes implements EntryCodec {

  private final ValueCodec values;
  private final Packing packing;
  private final @Nullable Sealing sealing;

  /**
   * @param values the encoding within
   * @param packing how it is compressed
   * @param sealing how it is encrypted then, or null if it is not
   */
  public Envelopes(ValueCodec values, Packing packing, @Nullable Sealing sealing) {
    this.values = values;
    this.packing = packing;
    this.sealing = sealing;
  }

  @Override
  public byte[] encode(Object value, byte[] key) {
    byte[] bytes = values.encode(value);
    Packed packed = packing.pack(bytes);
    if (sealing != null) {
      byte[] head = Head.bytes(packed.way(), true, bytes.length);
      return sealing.seal(head, packed.bytes(), key, value.getClass());
    }
    boolean needsHead = packed.way() != 0 || Head.isAt(bytes, 0);
    return needsHead ? behind(Head.bytes(packed.way(), false, bytes.length), packed) : bytes;
  }

  private static byte[] behind(byte[] head, Packed packed) {
    byte[] all = Arrays.copyOf(head, head.length + packed.bytes().length);
    System.arraycopy(packed.bytes(), 0, all, head.length, packed.bytes().length);
    return all;
  }

  @Override
  public Object decode(byte[] bytes, int offset, byte[] key) {
    if (!Head.isAt(bytes, offset)) {
      requirePlaintext();
      return values.decode(bytes, offset);
    }
    Head head = Head.read(bytes, offset);
    if (head.sealed()) {
      return decode(head, opened(bytes, offset, head, key), 0);
    }
    requirePlaintext();
    return decode(head, bytes, head.end());
  }

  private byte[] opened(byte[] bytes, int offset, Head head, byte[] key) {
    if (sealing == null) {
      throw CodecException.malformed("an encrypted value, and the cache has no encrypt.keys");
    }
    return sealing.open(bytes, offset, head.end(), key);
  }

  private Object decode(Head head, byte[] bytes, int offset) {
    return (head.compression() == 0)
        ? values.decode(bytes, offset)
        : values.decode(packing.unpack(head, bytes, offset), 0);
  }

  /** Whoever has no key may have written what is not encrypted. */
  private void requirePlaintext() {
    if (sealing != null && !sealing.readsPlaintext()) {
      throw CodecException.malformed(
          "a value that is not encrypted; encrypt.plaintext: read allows those of the time before");
    }
  }

  @Override
  public String covered(String text, byte[] key) {
    return SealedText.of(sealing, text, key);
  }

  @Override
  public String uncovered(String text, byte[] key) {
    return SealedText.read(sealing, text, key);
  }

  @Override
  public int lengthOf(byte[] bytes, int offset) {
    if (Head.isAt(bytes, offset)) {
      try {
        int promised = packing.within(Head.read(bytes, offset).length());
        return Math.max(promised, bytes.length - offset);
      } catch (CodecException e) {
        return bytes.length - offset;
      }
    }
    return bytes.length - offset;
  }

  @Override
  public void renew() {
    values.renew();
  }
}
