package org.entresol.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an examination has found in one place.
 *
 * @param level how bad it is
 * @param check a word for what was looked at
 * @param text what was found
 * @param advice what is to be done; empty if nothing
 */
record Finding(Level level, String check, String text, String advice) {

  /** How bad something is, the worst last. */
  enum Level {
    OK(ExitCode.OK),
    WARNING(ExitCode.NOTED),
    ERROR(ExitCode.FAILED);

    private final int code;

    Level(int code) {
      this.code = code;
    }

    /** What a command ends with that has found nothing worse. */
    int code() {
      return code;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String text) {
    return new Finding(Level.OK, check, text, "");
  }

  static Finding warning(String check, String text, String advice) {
    return new Finding(Level.WARNING, check, text, advice);
  }

  static Finding error(String check, String text, String advice) {
    return new Finding(Level.ERROR, check, text, advice);
  }

  /** Its fields for JSON. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("level", level.word());
    document.put("check", check);
    document.put("text", text);
    document.put("advice", advice);
    return document;
  }
}
