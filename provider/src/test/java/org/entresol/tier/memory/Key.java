package org.entresol.tier.memory;

import java.util.Arrays;

/** The bytes of a key, to be found in a map by. Immutable, as long as nobody writes into them. */
final class Key {

  private final byte[] bytes;

  Key(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
