package org.entresol.codec.key;

import org.entresol.codec.wire.WireOutput;

/** The bytes of a key that are being written, and whether they say all of it. Not thread-safe. */
final class KeyOutput extends WireOutput {
  private static final int SIZE = 64;

  private boolean partial;

  KeyOutput() {
    super(SIZE);
  }

  /** Notes whether what comes next leaves out fields. */
  void leaveOut(boolean fields) {
    partial |= fields;
  }

  /** Whether fields are left out. */
  boolean isPartial() {
    return partial;
  }
}
