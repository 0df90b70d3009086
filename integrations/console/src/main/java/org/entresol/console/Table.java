package org.entresol.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.entresol.fault.OneLine;

/** Rows of texts whose columns stand below each other; those of numbers end below each other. */
final class Table {

  private static final String GAP = "  ";
  private static final String NUMBER = "-|~?[-0-9,.]+( .*)?";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... names) {
    rows.add(List.of(names));
  }

  /** Adds a row; what would end a line or steer a terminal is escaped. */
  Table row(Object... cells) {
    rows.add(
        IntStream.range(0, cells.length)
            .mapToObj(i -> String.valueOf(cells[i]))
            .map(OneLine::of)
            .toList());
    return this;
  }

  /** Writes it, with the names of the columns before it. */
  void show(Screen screen) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      numbers[c] =
          rows.size() > 1 && rows.stream().skip(1).allMatch(row -> row.get(column).matches(NUMBER));
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String blanks = " ".repeat(widths[c] - row.get(c).length());
        line.append(numbers[c] ? blanks + row.get(c) : row.get(c) + blanks).append(GAP);
      }
      screen.line(line.toString().stripTrailing());
    }
  }
}
