package org.entresol.console.web;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writing of maps, lists, texts, numbers and truths as JSON, in one line. Stateless. */
public final class Json {

  private Json() {}

  /** The JSON of a value. */
  public static String of(@Nullable Object value) {
    StringBuilder json = new StringBuilder();
    write(json, value);
    return json.toString();
  }

  private static void write(StringBuilder json, @Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else if (value instanceof Map<?, ?> map) {
      json.append('{');
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        text(json, String.valueOf(entry.getKey()));
        json.append(':');
        write(json, entry.getValue());
        json.append(entries.hasNext() ? "," : "");
      }
      json.append('}');
    } else if (value instanceof Iterable<?> items) {
      json.append('[');
      Iterator<?> each = items.iterator();
      while (each.hasNext()) {
        write(json, each.next());
        json.append(each.hasNext() ? "," : "");
      }
      json.append(']');
    } else {
      text(json, value.toString());
    }
  }

  /** All but plain ASCII is escaped, so that no terminal is steered by what others have written. */
  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
