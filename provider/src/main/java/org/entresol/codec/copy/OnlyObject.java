package org.entresol.codec.copy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The object that is the only one of its class, as a Kotlin {@code object}, Scala's {@code None},
 * or whatever stands in a constant {@code INSTANCE} of a class that nobody else can make objects of
 * and that has no fields, and no other constant of its own type. Stateless.
 */
final class OnlyObject {

  /** What Kotlin and Java call the constant, and what Scala does. */
  private static final Set<String> NAMES = Set.of("INSTANCE", "MODULE$");

  private OnlyObject() {}

  /**
   * The constant in which the only object of a class is; null for other classes. The class is
   * looked at, and not initialized.
   */
  static @Nullable Field constant(Class<?> type) {
    if (type.isRecord() || hasFields(type)) {
      return null;
    }
    List<Field> own =
        Arrays.stream(type.getDeclaredFields()).filter(field -> field.getType() == type).toList();
    if (own.size() != 1) {
      return null;
    }
    Field only = own.get(0);
    return NAMES.contains(only.getName())
            && isConstant(only.getModifiers())
            && isClosed(type)
            && only.trySetAccessible()
        ? only
        : null;
  }

  /** Asked last, as whoever asks for constructors needs the classes that they take. */
  private static boolean isClosed(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors()).allMatch(OnlyObject::isPrivate);
  }

  private static boolean isPrivate(Constructor<?> constructor) {
    return Modifier.isPrivate(constructor.getModifiers());
  }

  private static boolean isConstant(int modifiers) {
    return Modifier.isPublic(modifiers)
        && Modifier.isStatic(modifiers)
        && Modifier.isFinal(modifiers);
  }

  private static boolean hasFields(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (!Arrays.stream(t.getDeclaredFields())
          .allMatch(field -> Modifier.isStatic(field.getModifiers()))) {
        return true;
      }
    }
    return false;
  }
}
