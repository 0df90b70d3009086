package org.entresol.codec.wire;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entresol.codec.ClassFacts;
import org.entresol.codec.copy.Plans;
import org.entresol.codec.copy.RecordLayout;

/**
 * A short number for the fields of a class, by which bytes of another version of the class are
 * recognised instead of being read into the wrong fields. Stateless.
 */
final class Layouts {

  private Layouts() {}

  /** The number, not 0; 0 for a class that is not written field by field. */
  static int fingerprint(Class<?> type, Plans plans) {
    List<Field> fields = fieldsOf(type, plans);
    if (fields.isEmpty()) {
      return 0;
    }
    int hash = hash(type, plans, new HashSet<>());
    int folded = (hash ^ (hash >>> 16)) & 0xFFFF;
    return folded == 0 ? 1 : folded;
  }

  private static int hash(Class<?> type, Plans plans, Set<Class<?>> visited) {
    int hash = 1;
    if (visited.add(type)) {
      for (Field field : fieldsOf(type, plans)) {
        Class<?> declared = field.getType();
        hash = 31 * hash + field.getName().hashCode();
        hash = 31 * hash + declared.getName().hashCode();
        hash = 31 * hash + (FieldForm.isExact(declared) ? hash(declared, plans, visited) : 0);
      }
    }
    return hash;
  }

  private static List<Field> fieldsOf(Class<?> type, Plans plans) {
    if (type.isArray()) {
      return fieldsOf(type.getComponentType(), plans);
    }
    if (type.isPrimitive() || type.isEnum() || ClassFacts.isJdk(type)) {
      return List.of();
    }
    return type.isRecord()
        ? plans.recordLayoutOf(type).map(RecordLayout::fields).orElse(List.of())
        : plans.fieldLayoutOf(type).map(layout -> layout.encoding().fields()).orElse(List.of());
  }
}
