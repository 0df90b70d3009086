package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.entresol.codec.wire.WireFormat;

/** Changes of bytes and schemas at random, as no encoder would make them. */
final class Damage {

  private static final List<String> NAMES =
      List.of(
          Bait.class.getName() + "$Fields",
          Bait.class.getName() + "$Parts",
          Bait.class.getName() + "$Constants",
          Bait.class.getName() + "$Order",
          "[L" + Bait.class.getName() + "$Fields;",
          "java.lang.ProcessBuilder",
          "javax.management.BadAttributeValueExpException",
          "java.util.PriorityQueue",
          "java.lang.Object",
          "java.lang.String");

  private final Random random;

  Damage(Random random) {
    this.random = random;
  }

  /**
   * The bytes with one change.
   *
   * @param other some of which a part may come in
   */
  byte[] once(byte[] bytes, byte[] other) {
    int from = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, from);
      case 1 -> spliced(bytes, from, from, noise());
      case 2 -> spliced(bytes, from, Math.min(bytes.length, from + random.nextInt(8)), noise());
      case 3 -> spliced(bytes, from, from, part(other));
      case 4 -> spliced(bytes, from, from, part(bytes));
      case 5 -> named(bytes, from);
      default -> flipped(bytes, from);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    if (at < bytes.length) {
      flipped[at] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) (bytes[at] ^ 1 << random.nextInt(8));
    }
    return flipped;
  }

  /** A few bytes of anything. */
  byte[] noise() {
    byte[] noise = new byte[random.nextInt(8)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] part(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    return Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from + 1));
  }

  /** The name of a class that attackers would like, as Kryo writes one behind a class code. */
  byte[] named(byte[] bytes, int at) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    byte[] letters = name.getBytes(ISO_8859_1);
    letters[letters.length - 1] |= (byte) 0x80;
    byte[] code = {(byte) WireFormat.NAMED};
    return spliced(spliced(bytes, at, at, letters), at, at, code);
  }

  /** The bytes with others in place of some. */
  static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + between.length);
    out.write(bytes, 0, from);
    out.writeBytes(between);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  /** The text of a schema with one change, and perhaps once more behind itself. */
  String of(String text) {
    String[] lines = text.lines().toArray(String[]::new);
    int at = random.nextInt(lines.length);
    String[] parts = lines[at].split("\t", -1);
    int place = random.nextInt(parts.length);
    switch (random.nextInt(6)) {
      case 0 -> parts[place] = NAMES.get(random.nextInt(NAMES.size()));
      case 1 ->
          parts[place] = String.valueOf("crease*0123456789JIZBSCDFT-".charAt(random.nextInt(27)));
      case 2 -> parts[place] = parts[place] + parts[place];
      case 3 -> parts[place] = "";
      default -> lines[random.nextInt(lines.length)] = lines[at];
    }
    lines[at] = String.join("\t", parts);
    return String.join("\n", lines) + "\n" + (random.nextInt(8) == 0 ? text : "");
  }
}
