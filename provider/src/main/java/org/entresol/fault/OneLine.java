package org.entresol.fault;

/** The writing of texts that others have chosen, such as keys, into lines of a log. Stateless. */
public final class OneLine {

  private OneLine() {}

  /** A text in which what would end a line, or steer a terminal, is written as an escape. */
  public static String of(String text) {
    if (text.chars().noneMatch(OneLine::steers)) {
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
