package org.entresol.codec.wire;

import java.lang.reflect.Array;
import java.util.Map;

/** The sizes in bytes of objects that need no walk to be measured. */
final class Sizes {

  /** What an object takes beside its fields, its padding included. */
  static final long HEADER = 16;

  private static final char LAST_OF_ONE_BYTE = 0xFF;

  private static final Map<Class<?>, Long> BOXED =
      Map.of(
          Boolean.class, HEADER,
          Byte.class, HEADER,
          Short.class, HEADER,
          Character.class, HEADER,
          Integer.class, HEADER,
          Float.class, HEADER,
          Long.class, HEADER + 8,
          Double.class, HEADER + 8);

  /** What an element of an array takes, where that is more than a byte. */
  private static final Map<Class<?>, Long> ELEMENT =
      Map.of(
          short.class, 2L,
          char.class, 2L,
          int.class, 4L,
          float.class, 4L,
          long.class, 8L,
          double.class, 8L);

  private Sizes() {}

  /** The size of a string, a boxed value or an array of primitives; 0 for anything else. */
  static long ofSimple(Object value) {
    if (value instanceof String text) {
      // The string itself, and the array of its characters.
      return 24 + HEADER + (long) text.length() * bytesPerChar(text);
    }
    Long fixed = BOXED.get(value.getClass());
    return fixed != null ? fixed : ofPrimitives(value);
  }

  private static int bytesPerChar(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_OF_ONE_BYTE) {
        return 2;
      }
    }
    return 1;
  }

  private static long ofPrimitives(Object value) {
    Class<?> component = value.getClass().getComponentType();
    return component == null || !component.isPrimitive()
        ? 0
        : HEADER + Array.getLength(value) * ELEMENT.getOrDefault(component, 1L);
  }
}
