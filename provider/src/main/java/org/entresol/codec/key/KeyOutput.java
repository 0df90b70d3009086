package org.entresol.codec.key;

import org.entresol.codec.wire.WireOutput;

/** The bytes of a key that are being written, and whether they say all of it. Not thread-safe. */
final class KeyOutput extends WireOutput {
  private static final int SIZE = 64;

  private boolean partial;
  private boolean doubtful;

  KeyOutput() {
    super(SIZE);
  }

  /** Notes whether what comes next leaves out fields. */
  void leaveOut(boolean fields) {
    partial |= fields;
  }

  /** Notes whether what comes next may know more than is written of it. */
  void doubt(boolean any) {
    doubtful |= any;
  }

  /** Whether something may know more than is written of it. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** Whether fields are left out. */
  boolean isPartial() {
    return partial;
  }
}
