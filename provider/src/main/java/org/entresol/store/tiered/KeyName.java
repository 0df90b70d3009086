package org.entresol.store.tiered;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import org.entresol.fault.OneLine;

/** The name of a key for people: in the log, on consoles, and as a tier has it. */
final class KeyName {

  /** What the bytes of a key begin with that are no text. */
  private static final byte BINARY = 'k';

  private static final int PREFIX = 2;

  private KeyName() {}

  /**
   * The name of a key: its text, or the Base64 of what is no text, on one line.
   *
   * @param key the bytes of the key, as its codec makes them
   */
  static String of(byte[] key) {
    if (key.length < PREFIX || key[0] != BINARY) {
      return OneLine.of(new String(key, UTF_8));
    }
    byte[] rest = Arrays.copyOfRange(key, PREFIX, key.length);
    return "k:" + Base64.getUrlEncoder().withoutPadding().encodeToString(rest);
  }
}
