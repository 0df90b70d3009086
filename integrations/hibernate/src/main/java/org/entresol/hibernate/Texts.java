package org.entresol.hibernate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.entresol.feed.ChangedRow;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.jspecify.annotations.Nullable;

/** The values of a column as Hibernate has them, from the texts of the database. Stateless. */
final class Texts {
  private Texts() {}

  /**
   * The values that some rows have in a column, without {@code NULL}.
   *
   * @return null if a row does not tell it, or tells what cannot be read
   */
  static @Nullable Set<Object> in(SelectableMapping column, @Nullable List<ChangedRow> rows) {
    if (rows == null || column.isFormula()) {
      return null;
    }
    String name = TableName.column(column.getSelectionExpression());
    Set<Object> values = new LinkedHashSet<>();
    for (ChangedRow row : rows) {
      String text = row.columns().get(name);
      if (text == null && !row.columns().containsKey(name)) {
        return null;
      }
      Object value = text == null ? null : value(column.getJdbcMapping(), text);
      if (text != null && value == null) {
        return null;
      }
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static @Nullable Object value(JdbcMapping mapping, String text) {
    try {
      return mapping.convertToDomainValue(mapping.getJdbcJavaType().fromString(text));
    } catch (RuntimeException e) {
      // Some types have no text, or another one than the database writes.
      return null;
    }
  }
}
