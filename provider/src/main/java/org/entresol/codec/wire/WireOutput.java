package org.entresol.codec.wire;

import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that are being written, as many as it takes. The buffer doubles while it is short; a long
 * one is emptied when it is full, so that many bytes are copied once, not at each doubling. Not
 * thread-safe.
 */
public class WireOutput extends Output {

  private static final int LONG = 256 * 1024;

  /** What the buffer was emptied of. */
  private final List<byte[]> before = new ArrayList<>();

  /**
   * @param size how many bytes there is room for at first
   */
  public WireOutput(int size) {
    super(size, -1);
  }

  @Override
  protected boolean require(int required) {
    if (capacity - position >= required) {
      return false;
    }
    if (capacity < LONG || required > capacity) {
      return super.require(required);
    }
    before.add(Arrays.copyOf(buffer, position));
    total += position;
    position = 0;
    return true;
  }

  @Override
  public byte[] toBytes() {
    byte[] bytes = new byte[Math.toIntExact(total())];
    int place = 0;
    for (byte[] part : before) {
      System.arraycopy(part, 0, bytes, place, part.length);
      place += part.length;
    }
    System.arraycopy(buffer, 0, bytes, place, position);
    return bytes;
  }

  @Override
  public void reset() {
    super.reset();
    before.clear();
  }
}
