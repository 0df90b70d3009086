package org.entresol.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object by all its fields. */
final class Shown {

  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private Shown() {}

  static String of(@Nullable Object object) {
    return new Shown().text(object);
  }

  private String text(@Nullable Object object) {
    if (object == null) {
      return "null";
    }
    if (!open.add(object)) {
      return "...";
    }
    String text = content(object);
    open.remove(object);
    return text;
  }

  private String content(Object object) {
    if (object instanceof Object[] array) {
      return Arrays.stream(array).map(this::text).toList().toString();
    }
    if (object instanceof Collection<?> collection) {
      return collection.stream().map(this::text).toList().toString();
    }
    if (object instanceof Map<?, ?> map) {
      return "{" + String.join(", ", entries(map)) + "}";
    }
    if (object instanceof Enum<?> constant) {
      return constant.name();
    }
    return ClassFacts.isJdk(object.getClass()) ? object.toString() : fields(object);
  }

  private List<String> entries(Map<?, ?> map) {
    return map.entrySet().stream()
        .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
        .sorted()
        .toList();
  }

  private String fields(Object object) {
    List<String> fields = new ArrayList<>();
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          fields.add(field.getName() + "=" + text(value(field, object)));
        }
      }
    }
    Collections.sort(fields);
    return object.getClass().getSimpleName() + "{" + String.join(", ", fields) + "}";
  }

  private static @Nullable Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
