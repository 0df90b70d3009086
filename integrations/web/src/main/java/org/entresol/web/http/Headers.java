package org.entresol.web.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request or an answer in their order: names and values by turns. Names are
 * compared without regard to case. Immutable.
 *
 * @param fields name, value, name, value
 */
public record Headers(List<String> fields) {
  /** No fields. */
  public static final Headers NONE = new Headers(List.of());

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a value is missing
   */
  public Headers {
    fields = List.copyOf(fields);
    if (fields.size() % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
  }

  /** Fields of names and values by turns. */
  public static Headers of(String... fields) {
    return new Headers(List.of(fields));
  }

  /** The first value of a name, or null. */
  public @Nullable String first(String name) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        return fields.get(i + 1);
      }
    }
    return null;
  }

  /** All values of a name as one list, as RFC 9110 joins them; null where there is none. */
  public @Nullable String joined(String name) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        all.append(all.isEmpty() ? "" : ", ").append(fields.get(i + 1));
      }
    }
    return all.isEmpty() && first(name) == null ? null : all.toString();
  }

  /** Whether there is a field of a name. */
  public boolean has(String name) {
    return first(name) != null;
  }

  /** The members of the lists that the fields of a name hold, in lower case, without blanks. */
  public List<String> members(String name) {
    List<String> members = new ArrayList<>();
    String all = joined(name);
    if (all != null) {
      for (String member : all.split(",", -1)) {
        if (!member.isBlank()) {
          members.add(member.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return members;
  }

  /** These fields but for those whose names fit. */
  public Headers without(Predicate<String> names) {
    List<String> kept = new ArrayList<>();
    forEach(
        (name, value) -> {
          if (!names.test(name)) {
            kept.add(name);
            kept.add(value);
          }
        });
    return new Headers(kept);
  }

  /** These fields and one more. */
  public Headers with(String name, String value) {
    return and(of(name, value));
  }

  /** These fields and others behind them. */
  public Headers and(Headers others) {
    List<String> more = new ArrayList<>(fields);
    more.addAll(others.fields);
    return new Headers(more);
  }

  /** These fields, and in their {@code Vary} what they do not name there yet; in order. */
  public Headers varyingBy(Collection<String> names) {
    Set<String> unsaid = new TreeSet<>(names);
    members("Vary").forEach(unsaid::remove);
    return unsaid.isEmpty() ? this : with("Vary", String.join(", ", unsaid));
  }

  /** Hands every name and value over. */
  public void forEach(BiConsumer<String, String> to) {
    for (int i = 0; i < fields.size(); i += 2) {
      to.accept(fields.get(i), fields.get(i + 1));
    }
  }
}
