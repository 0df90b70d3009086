package org.entresol.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.feed.ChangedRow;
import org.jspecify.annotations.Nullable;

/**
 * The text of a notification: a line that says of what it tells, and a line for each row, with tabs
 * between their parts and escapes as {@code COPY} writes them. {@link Triggers} are what writes it.
 */
final class Payload {
  /** The version of this form; it begins every text. */
  static final String VERSION = "1";

  /** What stands for {@code NULL}. */
  static final String NULL = "\\N";

  /** How far a text reaches: all rows may have changed. */
  static final String ALL = "a";

  /** How far a text reaches: the rows in its lines have changed. */
  static final String ROWS = "r";

  private static final int TABLE = 1;
  private static final int OPERATION = 2;
  private static final int XID = 3;
  private static final int EXTENT = 4;
  private static final int COLUMNS = 5;

  private Payload() {}

  /**
   * The change that a text tells of.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static Change read(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    List<@Nullable String> head = fields(lines.get(0));
    if (head.size() < COLUMNS
        || !VERSION.equals(head.get(0))
        || String.valueOf(head.get(OPERATION)).length() != 1) {
      throw new IllegalArgumentException("is no change in a form that is known here");
    }
    String table = String.valueOf(head.get(TABLE));
    boolean whole = !ROWS.equals(head.get(EXTENT));
    List<@Nullable String> columns = head.subList(COLUMNS, head.size());
    List<ChangedRow> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      // A mapper may ask for no column: then the line of a row is empty.
      boolean empty = columns.isEmpty() && line.isEmpty();
      rows.add(new ChangedRow(table, empty ? Map.of() : row(columns, fields(line))));
    }
    return new Change(
        table,
        String.valueOf(head.get(OPERATION)).charAt(0),
        Long.parseLong(String.valueOf(head.get(XID))),
        whole,
        rows);
  }

  private static Map<String, @Nullable String> row(
      List<@Nullable String> columns, List<@Nullable String> fields) {
    if (fields.size() != columns.size()) {
      throw new IllegalArgumentException("has a row with other columns than its head");
    }
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(String.valueOf(columns.get(i)), fields.get(i));
    }
    return row;
  }

  private static List<@Nullable String> fields(String line) {
    List<@Nullable String> fields = new ArrayList<>();
    for (String field : line.split("\t", -1)) {
      fields.add(field.equals(NULL) ? null : unescaped(field));
    }
    return fields;
  }

  private static String unescaped(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        i++;
        c =
            switch (field.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              default -> field.charAt(i);
            };
      }
      text.append(c);
    }
    return text.toString();
  }

  /** A text as a field of a line. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }
}
