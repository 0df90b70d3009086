package org.entresol.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.feed.ChangedRow;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the messages of {@code pgoutput}, version 1, in their order. Used by one thread; it
 * belongs to one stream, which tells of each table once before its first change.
 */
final class PgOutput {
  private final Map<String, List<String>> wanted;
  private final Map<Integer, Relation> relations = new HashMap<>();
  private long xid;

  /** What the stream has told of a table. */
  private record Relation(String table, List<String> columns) {}

  /** What one message says: nothing of interest, changes, or the end of a transaction. */
  record Read(List<Change> changes, long committed, @Nullable String message) {
    private static final Read NOTHING = new Read(List.of(), 0, null);

    private static Read of(Change change) {
      return new Read(List.of(change), 0, null);
    }
  }

  /**
   * Begins to read.
   *
   * @param wanted the columns that are of interest, by the tables with their schemas
   */
  PgOutput(Map<String, List<String>> wanted) {
    this.wanted = wanted;
  }

  /**
   * Reads one message.
   *
   * @throws IllegalArgumentException if it is none that version 1 has
   */
  Read read(ByteBuffer message) {
    char kind = (char) message.get();
    switch (kind) {
      case 'B' -> {
        message.position(message.position() + 2 * Long.BYTES);
        xid = Integer.toUnsignedLong(message.getInt());
      }
      case 'C' -> {
        message.position(message.position() + 1 + Long.BYTES);
        return new Read(List.of(), message.getLong(), null);
      }
      case 'R' -> relation(message);
      case 'I', 'U', 'D' -> {
        return row(kind, message);
      }
      case 'T' -> {
        return truncated(message);
      }
      case 'M' -> {
        return new Read(List.of(), 0, message(message));
      }
      case 'O', 'Y' -> {
        // Where a change came from, and what a type is called: neither matters here.
      }
      default -> throw new IllegalArgumentException("unknown message " + kind);
    }
    return Read.NOTHING;
  }

  private void relation(ByteBuffer message) {
    int id = message.getInt();
    String table = text(message) + "." + text(message);
    message.get();
    int count = message.getShort();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      message.get();
      columns.add(text(message));
      message.position(message.position() + 2 * Integer.BYTES);
    }
    relations.put(id, new Relation(table, columns));
  }

  private Read row(char kind, ByteBuffer message) {
    Relation relation = relations.get(message.getInt());
    if (relation == null) {
      throw new IllegalArgumentException("a change of a table that was not told of");
    }
    List<String> columns = wanted.get(relation.table);
    if (columns == null) {
      return Read.NOTHING;
    }
    List<ChangedRow> rows = new ArrayList<>();
    while (message.hasRemaining()) {
      // The old key, the old row or the new row.
      message.get();
      Map<String, @Nullable String> values = values(relation, message);
      values.keySet().retainAll(columns);
      rows.add(new ChangedRow(relation.table, values));
    }
    return Read.of(new Change(relation.table, kind, xid, false, rows));
  }

  /** The columns of a row, without those that were not sent as they have not changed. */
  private static Map<String, @Nullable String> values(Relation relation, ByteBuffer message) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    int count = message.getShort();
    for (int i = 0; i < count; i++) {
      char kind = (char) message.get();
      String column = relation.columns.get(i);
      switch (kind) {
        case 'n' -> values.put(column, null);
        case 't' -> {
          byte[] text = new byte[message.getInt()];
          message.get(text);
          values.put(column, new String(text, UTF_8));
        }
        case 'u' -> values.remove(column);
        default -> throw new IllegalArgumentException("unknown kind of column " + kind);
      }
    }
    return values;
  }

  private Read truncated(ByteBuffer message) {
    int count = message.getInt();
    message.get();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Relation relation = relations.get(message.getInt());
      if (relation != null && wanted.containsKey(relation.table)) {
        changes.add(new Change(relation.table, 'T', xid, true, List.of()));
      }
    }
    return new Read(changes, 0, null);
  }

  private static String message(ByteBuffer message) {
    message.position(message.position() + 1 + Long.BYTES);
    String prefix = text(message);
    byte[] content = new byte[message.getInt()];
    message.get(content);
    return prefix + "\t" + new String(content, UTF_8);
  }

  private static String text(ByteBuffer message) {
    int start = message.position();
    int end = start;
    while (message.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - start];
    message.get(text);
    message.get();
    return new String(text, UTF_8);
  }
}
