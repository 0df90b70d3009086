package org.entresol.codec.envelope;

import org.entresol.codec.CodecException;
import org.entresol.codec.EntryCodec;
import org.entresol.codec.ValueCodec;

/**
 * The encoding of values with what may lie around it. What was written by other settings is read
 * all the same, as it says itself what was done to it. Thread-safe.
 */
public final class Envelopes implements EntryCodec {

  private final ValueCodec values;
  private final Packing packing;

  /**
   * @param values the encoding within
   * @param packing how it is compressed
   */
  public Envelopes(ValueCodec values, Packing packing) {
    this.values = values;
    this.packing = packing;
  }

  @Override
  public byte[] encode(Object value, byte[] key) {
    return packing.pack(values.encode(value));
  }

  @Override
  public Object decode(byte[] bytes, int offset, byte[] key) {
    if (!Head.isAt(bytes, offset)) {
      return values.decode(bytes, offset);
    }
    Head head = Head.read(bytes, offset);
    return (head.compression() == 0)
        ? values.decode(bytes, head.end())
        : values.decode(packing.unpack(head, bytes), 0);
  }

  @Override
  public int lengthOf(byte[] bytes, int offset) {
    if (Head.isAt(bytes, offset)) {
      try {
        return Math.max(Head.read(bytes, offset).length(), bytes.length - offset);
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
