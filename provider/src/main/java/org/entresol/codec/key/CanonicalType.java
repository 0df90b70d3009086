package org.entresol.codec.key;

import java.io.Externalizable;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.entresol.codec.ClassFacts;
import org.entresol.codec.CodecException;
import org.entresol.codec.copy.FieldLayout;
import org.entresol.codec.copy.Handles;
import org.entresol.codec.copy.Shell;
import org.entresol.codec.wire.KryoRules;
import org.jspecify.annotations.Nullable;

/**
 * A class whose objects are keys by what is in their fields: a record, or a plain class with an
 * equality of its own. Thread-safe.
 *
 * @param fields what is encoded, in this order
 * @param values {@code (Object) Object[]}: the values of the fields
 * @param create {@code (Object[]) Object}: an object with these values
 * @param isDoubtful whether an object may know more than its encoded fields say
 * @param isPartial whether fields are left out that are no part of the key
 */
record CanonicalType(
    Class<?> type,
    List<Field> fields,
    MethodHandle values,
    Maker create,
    boolean isDoubtful,
    boolean isPartial) {

  /** Makes an object of the values of its fields. */
  @FunctionalInterface
  interface Maker {
    Object make(@Nullable Object[] values) throws Throwable;
  }

  /**
   * The canonical form of a class.
   *
   * @param ignored the fields that are left out, each behind the name of its class
   * @throws CodecException when it has none, with the reason
   */
  static CanonicalType of(Class<?> type, Set<String> ignored) {
    String refusal = refusal(type);
    List<Field> all = refusal == null ? FieldLayout.accessibleFields(type) : null;
    if (all == null) {
      throw CodecException.notEncodable(
          type,
          "a key needs a canonical form, and this has none: "
              + (refusal == null ? "its fields are closed to reflection" : refusal));
    }
    try {
      return type.isRecord() ? ofRecord(type, ignored) : ofPlain(type, all, ignored);
    } catch (ReflectiveOperationException e) {
      throw CodecException.notEncodable(type, "its fields are closed to reflection");
    }
  }

  private static @Nullable String refusal(Class<?> type) {
    if (type.isArray()) {
      return "two arrays are never equal";
    }
    if (ClassFacts.isJdk(type) || type.isHidden() || type.isInterface()) {
      return "it is neither a value nor a list of the JDK, nor a record or plain class of yours";
    }
    if (Externalizable.class.isAssignableFrom(type)
        || ClassFacts.hasReadResolve(type)
        || KryoRules.areOf(type)
        || ClassFacts.hasWriteReplace(type)) {
      return "it is written by rules of its own; " + CanonicalKeys.WAY_OUT;
    }
    return hasEquality(type) ? null : "it does not override equals; " + CanonicalKeys.WAY_OUT;
  }

  private static boolean hasEquality(Class<?> type) {
    try {
      return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static CanonicalType ofRecord(Class<?> type, Set<String> ignored)
      throws ReflectiveOperationException {
    List<Field> fields = new ArrayList<>();
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      fields.add(type.getDeclaredField(component.getName()));
    }
    fields.forEach(field -> field.setAccessible(true));
    Constructor<?> constructor =
        type.getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    MethodHandle create = Handles.reconstruct(constructor, fields, fields);
    List<Field> encoded = without(ignored, fields);
    return new CanonicalType(
        type,
        encoded,
        Handles.values(encoded),
        values -> (Object) create.invokeExact((Object) type, components(fields, encoded, values)),
        false,
        encoded.size() < fields.size());
  }

  private static List<Field> without(Set<String> ignored, List<Field> fields) {
    return fields.stream()
        .filter(f -> !ignored.contains(f.getDeclaringClass().getName() + "." + f.getName()))
        .toList();
  }

  /** The values of all components of a record, of which those left out have their default. */
  private static @Nullable Object[] components(
      List<Field> fields, List<Field> encoded, @Nullable Object[] values) {
    if (encoded.size() == fields.size()) {
      return values;
    }
    @Nullable Object[] all = new @Nullable Object[fields.size()];
    for (int i = 0; i < all.length; i++) {
      int place = encoded.indexOf(fields.get(i));
      all[i] =
          (place < 0) ? Array.get(Array.newInstance(fields.get(i).getType(), 1), 0) : values[place];
    }
    return all;
  }

  private static CanonicalType ofPlain(Class<?> type, List<Field> all, Set<String> ignored)
      throws IllegalAccessException {
    List<Field> declared = FieldLayout.encodedFields(type, all);
    List<Field> fields = without(ignored, declared);
    MethodHandle blank = Handles.blank(type).asType(MethodType.methodType(Object.class));
    MethodHandle assign = Handles.assign(fields);
    boolean isRestored = ClassFacts.hasSerializationRules(type);
    Maker create =
        values -> {
          Object object = (Object) blank.invokeExact();
          assign.invokeExact(object, values);
          return isRestored ? restored(object) : object;
        };
    boolean hasTransients =
        all.stream().anyMatch(field -> Modifier.isTransient(field.getModifiers()));
    return new CanonicalType(
        type,
        fields,
        Handles.values(fields),
        create,
        // Who writes itself may do so because its fields do not say all of it.
        ClassFacts.writesItself(type) || (hasTransients && !isRestored),
        fields.size() < declared.size());
  }

  /** The object as its own {@code readObject} makes it. */
  private static Object restored(Object object) throws IOException, ClassNotFoundException {
    Shell shell = Shell.of(object);
    return shell.rebuild(shell.parts());
  }

  /** A number that changes when the fields change. */
  short layout() {
    int hash = 1;
    for (Field field : fields) {
      hash = 31 * hash + field.getName().hashCode();
      hash = 31 * hash + field.getType().getName().hashCode();
    }
    return (short) (hash ^ (hash >>> 16));
  }
}
