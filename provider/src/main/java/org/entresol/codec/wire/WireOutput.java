package org.entresol.codec.wire;

import com.esotericsoftware.kryo.io.Output;

/** Bytes that are being written, as many as it takes. Not thread-safe. */
public class WireOutput extends Output {

  /**
   * @param size how many bytes there is room for at first
   */
  public WireOutput(int size) {
    super(size, -1);
  }
}
