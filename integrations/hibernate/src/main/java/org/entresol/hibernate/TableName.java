package org.entresol.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as SQL writes them, beside those of the catalogue of PostgreSQL. Stateless. */
final class TableName {
  private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^.\"]+)");

  private TableName() {}

  /**
   * Whether an expression may mean a table: one without a schema may be of any.
   *
   * @param qualified the table with its schema, as the catalogue has both
   */
  static boolean mayMean(String expression, String qualified) {
    List<String> parts = parts(expression);
    if (parts.isEmpty()) {
      return false;
    }
    int first = Math.max(0, parts.size() - 2);
    String named = String.join(".", parts.subList(first, parts.size()));
    return parts.size() > 1 ? named.equals(qualified) : qualified.endsWith("." + named);
  }

  /** A column as the catalogue has it. */
  static String column(String expression) {
    List<String> parts = parts(expression);
    return parts.isEmpty() ? expression : parts.get(parts.size() - 1);
  }

  private static List<String> parts(String expression) {
    List<String> parts = new ArrayList<>();
    Matcher part = PART.matcher(expression);
    while (part.find()) {
      parts.add(
          part.group(1) == null
              ? part.group(2).toLowerCase(Locale.ROOT)
              : part.group(1).replace("\"\"", "\""));
    }
    return parts;
  }
}
