package org.entresol.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.zip.CRC32;

/** The names of what is made in the database, and names and texts as SQL writes them. Stateless. */
final class Names {
  /** The longest name that PostgreSQL keeps, in bytes. */
  private static final int LONGEST = 63;

  /** What is kept of a longer one, before the sum that tells it from others. */
  private static final int KEPT = 54;

  private static final String OURS = "entresol_";

  private Names() {}

  /** What belongs to a namespace: the channel and the publication have this name. */
  static String of(String namespace) {
    return fitting(OURS + namespace);
  }

  /** The slot of a namespace, in whose name only lower-case letters, digits and underscores are. */
  static String slot(String namespace) {
    String plain = namespace.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    return fitting(OURS + (plain.equals(namespace) ? plain : plain + "_" + sum(namespace)));
  }

  private static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(UTF_8));
    return "%08x".formatted(sum.getValue());
  }

  /** What belongs to a namespace and does one thing, such as a trigger. */
  static String of(String namespace, String what) {
    return fitting(OURS + namespace + "_" + what);
  }

  /** The function of a table: with a sum, as both names may have in them what separates them. */
  static String function(String namespace, String table) {
    return of(namespace, table + "_" + sum(namespace + "\0" + table));
  }

  private static String fitting(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    if (bytes.length <= LONGEST) {
      return name;
    }
    int end = Math.min(KEPT, name.length());
    while (name.substring(0, end).getBytes(UTF_8).length > KEPT
        || Character.isHighSurrogate(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end) + "_" + sum(name);
  }

  /** A name in quotes. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A table with its schema, both in quotes. */
  static String quoted(String schema, String table) {
    return quoted(schema) + "." + quoted(table);
  }

  /** A text whatever the server takes backslashes for. */
  static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
