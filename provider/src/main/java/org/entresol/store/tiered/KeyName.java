package org.entresol.store.tiered;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;

/** The name of a key for people: in the log, on consoles, and as a tier has it. */
final class KeyName {

  /** What the bytes of a key begin with that are no text. */
  private static final byte BINARY = 'k';

  private static final int PREFIX = 2;

  private KeyName() {}

  /**
   * The name of a key: its text, or the Base64 of what is no text. Whoever chose the key has chosen
   * the text too, so that what would end a line, or steer a terminal, is written as an escape.
   *
   * @param key the bytes of the key, as its codec makes them
   */
  static String of(byte[] key) {
    if (key.length < PREFIX || key[0] != BINARY) {
      return escaped(new String(key, UTF_8));
    }
    byte[] rest = Arrays.copyOfRange(key, PREFIX, key.length);
    return "k:" + Base64.getUrlEncoder().withoutPadding().encodeToString(rest);
  }

  private static String escaped(String text) {
    if (text.codePoints().noneMatch(KeyName::steers)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (steers(c)) {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Control characters, the separators of lines, and what turns the direction of a text. */
  private static boolean steers(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT;
  }
}
