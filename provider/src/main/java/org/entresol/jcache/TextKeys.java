package org.entresol.jcache;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys that who operates a cache can write down. */
final class TextKeys {

  private static final Map<Class<?>, Function<String, ?>> FORMS =
      Map.of(
          String.class, text -> text,
          CharSequence.class, text -> text,
          Integer.class, Integer::valueOf,
          Long.class, Long::valueOf,
          Short.class, Short::valueOf,
          UUID.class, UUID::fromString);

  /** The letters by which names in Redis tell the types of keys. */
  private static final Map<Character, Class<?>> LETTERS =
      Map.of(
          's', String.class,
          'i', Integer.class,
          'l', Long.class,
          'h', Short.class,
          'u', UUID.class);

  private TextKeys() {}

  /**
   * The key that a text means. Where keys may be of any type, it is one as it is named in Redis,
   * such as {@code i:42}, or else the text itself.
   *
   * @throws IllegalArgumentException if keys of the type have no text, or the text is none
   */
  static <K> K read(String text, Class<K> type) {
    Class<?> named = (type == Object.class) ? named(text) : null;
    Class<?> meant = (named != null) ? named : (type == Object.class) ? String.class : type;
    Function<String, ?> form = FORMS.get(meant);
    if (form == null) {
      throw new IllegalArgumentException(
          "'%s' cannot be made a %s; allowed: keys that are texts, whole numbers or UUIDs"
              .formatted(text, type.getName()));
    }
    try {
      return type.cast(form.apply((named != null) ? text.substring(2) : text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s' is no %s".formatted(text, meant.getName()), e);
    }
  }

  private static @Nullable Class<?> named(String text) {
    return (text.length() > 1 && text.charAt(1) == ':') ? LETTERS.get(text.charAt(0)) : null;
  }
}
