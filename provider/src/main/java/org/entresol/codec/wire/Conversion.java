package org.entresol.codec.wire;

import static java.util.Map.entry;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.entresol.codec.wire.Schema.FieldShape;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a field as it was written becomes one of the field as it is here: never another
 * value. Thread-safe.
 *
 * @param field the field here; null where there is none
 * @param type the class of its values, boxed
 * @param isChecked whether its declaration was another, so that what is in a container is looked at
 */
record Conversion(@Nullable Field field, Class<?> type, boolean isChecked) {

  /** The types of numbers, and how one is made of another number. */
  private static final Map<Class<?>, Function<Number, Number>> NUMBERS =
      Map.ofEntries(
          entry(Byte.class, Number::byteValue),
          entry(Short.class, Number::shortValue),
          entry(Integer.class, Number::intValue),
          entry(Long.class, Number::longValue),
          entry(Float.class, Number::floatValue),
          entry(Double.class, Number::doubleValue));

  private static final double LONGS_END = 0x1p63;

  /** The conversion from a field as written. */
  static Conversion of(FieldShape written, @Nullable Field field) {
    if (field == null) {
      return new Conversion(null, Object.class, false);
    }
    Class<?> boxed = MethodType.methodType(field.getType()).wrap().returnType();
    return new Conversion(field, boxed, !Describer.typeName(field).equals(written.type()));
  }

  /** The declared type with its arguments; without them where one of them cannot be found. */
  static Type typeOf(Field field) {
    try {
      return field.getGenericType();
    } catch (TypeNotPresentException | LinkageError e) {
      return field.getType();
    }
  }

  /** The value for the field; what cannot be one is refused, or spoils what is being skipped. */
  @Nullable Object convert(@Nullable Object value, WireReader reader) {
    if (field == null || !isChecked) {
      return value;
    }
    Object fitting = fitting(value, field, reader);
    if (fitting == null && (value != null || field.getType().isPrimitive())) {
      reader.refuse(
          "the field %s of %s takes %s, and %s was written"
              .formatted(
                  field.getName(),
                  field.getDeclaringClass().getName(),
                  Describer.typeName(field),
                  value == null ? "null" : "a " + value.getClass().getName()));
    }
    return fitting;
  }

  private @Nullable Object fitting(@Nullable Object value, Field field, WireReader reader) {
    if (value instanceof Number number && !type.isInstance(value)) {
      return exactly(number, type);
    }
    boolean fits = fits(typeOf(field), value, reader) && (value == null || type.isInstance(value));
    return fits ? value : null;
  }

  /** The same number as one of another class; null if there is none. */
  private static @Nullable Number exactly(Number number, Class<?> type) {
    Function<Number, Number> made = NUMBERS.get(type);
    if (made == null || !NUMBERS.containsKey(number.getClass())) {
      return null;
    }
    Number other = made.apply(number);
    if (isWhole(number) && isWhole(other)) {
      return number.longValue() == other.longValue() ? other : null;
    }
    boolean isSame = Double.compare(number.doubleValue(), other.doubleValue()) == 0;
    return isSame && isExact(number) && isExact(other) ? other : null;
  }

  private static boolean isWhole(Number number) {
    return !(number instanceof Float || number instanceof Double);
  }

  /** Whether nothing of a number is lost as a {@code double}. */
  private static boolean isExact(Number number) {
    double value = number.doubleValue();
    return !isWhole(number) || (value < LONGS_END && (long) value == number.longValue());
  }

  /**
   * Whether a value, and what is in it if it is a container, is what a type says. Each that is
   * looked at is counted, for the same container may be in any number of others.
   */
  private static boolean fits(Type type, @Nullable Object value, WireReader reader) {
    if (value == null) {
      return true;
    }
    reader.chargeLooking();
    if (type instanceof Class<?> plain) {
      return MethodType.methodType(plain).wrap().returnType().isInstance(value);
    }
    if (type instanceof WildcardType wildcard) {
      return fits(wildcard.getUpperBounds()[0], value, reader);
    }
    if (type instanceof TypeVariable<?> variable) {
      return fits(variable.getBounds()[0], value, reader);
    }
    if (type instanceof GenericArrayType array) {
      Type component = array.getGenericComponentType();
      return value instanceof Object[] parts
          && Arrays.stream(parts).allMatch(part -> fits(component, part, reader));
    }
    ParameterizedType full = (ParameterizedType) type;
    return fits(full.getRawType(), value, reader)
        && partsFit(full.getActualTypeArguments(), value, reader);
  }

  private static boolean partsFit(Type[] arguments, Object value, WireReader reader) {
    if (value instanceof Collection<?> collection && arguments.length == 1) {
      return collection.stream().allMatch(part -> fits(arguments[0], part, reader));
    }
    if (value instanceof Map<?, ?> map && arguments.length == 2) {
      return map.entrySet().stream()
          .allMatch(
              e ->
                  fits(arguments[0], e.getKey(), reader)
                      && fits(arguments[1], e.getValue(), reader));
    }
    return !(value instanceof Optional<?> some)
        || arguments.length != 1
        || fits(arguments[0], some.orElse(null), reader);
  }
}
