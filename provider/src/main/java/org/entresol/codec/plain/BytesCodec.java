package org.entresol.codec.plain;

import org.entresol.Codec;
import org.entresol.ShippedCodec;

/** Arrays of bytes as they are. Stateless. */
final class BytesCodec implements Codec<byte[]> {

  @Override
  public String name() {
    return ShippedCodec.BYTES.configName();
  }

  /** A copy, as the caller may change its array. */
  @Override
  public byte[] encode(byte[] value) {
    return value.clone();
  }

  @Override
  public byte[] decode(byte[] bytes) {
    return bytes;
  }
}
