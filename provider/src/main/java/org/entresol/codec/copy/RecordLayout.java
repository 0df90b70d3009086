package org.entresol.codec.copy;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.entresol.codec.ClassFacts;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record class: which of them can lead to mutable objects (<em>branches</em>),
 * and how a record is made again around copies of those.
 *
 * <p>Values are taken from the fields, not through accessors, which may make copies of their own;
 * the new record is made by the canonical constructor. Thread-safe.
 *
 * @param branches the fields of the components that can lead to mutable objects
 * @param branchValues the handle {@code (Object) Object[]} to the values of the branches
 * @param rebuild the handle {@code (Object, Object[]) Object} to a record that differs from the
 *     given one in the values of its branches
 * @param values the handle {@code (Object) Object[]} to the values of all components
 * @param create the handle {@code (Object, Object[]) Object} to a record of these values; its first
 *     argument is not used
 * @param fields the fields of the components
 */
public record RecordLayout(
    List<Field> branches,
    MethodHandle branchValues,
    MethodHandle rebuild,
    MethodHandle values,
    MethodHandle create,
    List<Field> fields) {

  /** The layout of a record class, or null when it is closed to us or has rules of its own. */
  static @Nullable RecordLayout of(Class<?> type, ImmutableTypes immutable) {
    if (ClassFacts.hasSerializationRules(type)) {
      return null;
    }
    List<Field> fields = FieldLayout.accessibleFields(type);
    if (fields == null) {
      return null;
    }
    try {
      RecordComponent[] components = type.getRecordComponents();
      List<Field> inOrder = new ArrayList<>();
      for (RecordComponent component : components) {
        inOrder.add(type.getDeclaredField(component.getName()));
      }
      inOrder.forEach(field -> field.setAccessible(true));
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      List<Field> branches =
          inOrder.stream().filter(f -> !immutable.isImmutableAsDeclared(f.getType())).toList();
      return new RecordLayout(
          branches,
          Handles.values(branches),
          Handles.reconstruct(constructor, inOrder, branches),
          Handles.values(inOrder),
          Handles.reconstruct(constructor, inOrder, inOrder),
          List.copyOf(inOrder));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Not a proper record class: " + type.getName(), e);
    }
  }
}
