package org.entresol.codec;

import java.util.Arrays;
import java.util.Random;

/** Changes to bytes as no encoder would make them. */
final class Damage {

  private static final byte[] SPECIAL = {0, 1, 2, 3, -1, 127, -128};

  private Damage() {}

  /** A copy of the bytes with some of them changed, cut off, repeated or put in. */
  static byte[] to(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int place = random.nextInt(bytes.length + 1);
    if (place == bytes.length || random.nextInt(4) == 0) {
      return resized(bytes, place, random);
    }
    byte[] damaged = bytes.clone();
    damaged[place] =
        random.nextBoolean()
            ? SPECIAL[random.nextInt(SPECIAL.length)]
            : (byte) (damaged[place] ^ (1 << random.nextInt(8)));
    return damaged;
  }

  private static byte[] resized(byte[] bytes, int place, Random random) {
    int more = 1 + random.nextInt(6);
    if (random.nextBoolean()) {
      return Arrays.copyOf(bytes, Math.max(0, Math.min(place, bytes.length)));
    }
    byte[] longer = new byte[bytes.length + more];
    System.arraycopy(bytes, 0, longer, 0, place);
    for (int i = 0; i < more; i++) {
      longer[place + i] = (byte) random.nextInt(256);
    }
    System.arraycopy(bytes, place, longer, place + more, bytes.length - place);
    return longer;
  }
}
