package org.entresol.feed;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of a cache in its readable form, with columns of a table in it: {@code s:{region}:{id}}.
 * Immutable.
 */
public final class KeyTemplate implements ChangeMapper {
  /** What a template may be, for messages. */
  public static final String ALLOWED =
      "a key as it reads in Redis, with columns in braces, such as s:{region}:{id};"
          + " the letter is s for String, i Integer, l Long, h Short, n BigInteger, u UUID";

  private static final Map<Character, Kind> KINDS =
      Map.of(
          's', new Kind(String.class, text -> text),
          'i', new Kind(Integer.class, Integer::valueOf),
          'l', new Kind(Long.class, Long::valueOf),
          'h', new Kind(Short.class, Short::valueOf),
          'n', new Kind(BigInteger.class, BigInteger::new),
          'u', new Kind(UUID.class, UUID::fromString));

  private static final Pattern FORM = Pattern.compile("[a-z]:[^{}]*(\\{[^{}]+}[^{}]*)+");
  private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

  private final String text;
  private final Kind kind;
  private final List<String> columns;

  /** A type of keys, and how a text becomes one. */
  private record Kind(Class<?> type, Function<String, Object> read) {}

  private KeyTemplate(String text, Kind kind, List<String> columns) {
    this.text = text;
    this.kind = kind;
    this.columns = columns;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static KeyTemplate parse(String text) {
    Kind kind = text.isEmpty() ? null : KINDS.get(text.charAt(0));
    if (kind == null || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("is not allowed");
    }
    List<String> columns =
        COLUMN.matcher(text).results().map(found -> found.group(1)).distinct().toList();
    return new KeyTemplate(text, kind, columns);
  }

  /** The columns in it, each once. */
  public List<String> columns() {
    return columns;
  }

  /** The type of the keys. */
  public Class<?> type() {
    return kind.type;
  }

  /**
   * The key of a row; none if one of its columns is {@code NULL}.
   *
   * @throws IllegalArgumentException if what the columns hold is no key of the type
   */
  @Override
  public Collection<?> keys(ChangedRow row) {
    StringBuilder key = new StringBuilder();
    Matcher column = COLUMN.matcher(text);
    int from = 2;
    while (column.find()) {
      String value = row.column(column.group(1));
      if (value == null) {
        return List.of();
      }
      key.append(text, from, column.start()).append(value);
      from = column.end();
    }
    key.append(text, from, text.length());
    return List.of(kind.read.apply(key.toString()));
  }

  @Override
  public String toString() {
    return text;
  }
}
