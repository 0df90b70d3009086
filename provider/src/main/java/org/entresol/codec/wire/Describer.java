package org.entresol.codec.wire;

import java.io.Externalizable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.entresol.codec.ClassFacts;
import org.entresol.codec.copy.Plans;
import org.entresol.codec.copy.RecordLayout;
import org.entresol.codec.wire.Schema.ClassShape;
import org.entresol.codec.wire.Schema.FieldShape;
import org.entresol.codec.wire.Schema.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The description of a class with those that stand in its fields without being named, each of which
 * has a place in the order in which it was met. Belongs to one thread.
 */
final class Describer {

  private final Plans plans;
  private final Map<Class<?>, Integer> places = new LinkedHashMap<>();
  private final List<Class<?>> met = new ArrayList<>();

  private Describer(Plans plans) {
    this.plans = plans;
  }

  /** The schema of a class as it is here. */
  static Schema describe(Class<?> type, Plans plans) {
    Describer describer = new Describer(plans);
    int unused = describer.place(type);
    List<ClassShape> classes = new ArrayList<>();
    while (classes.size() < describer.met.size()) {
      classes.add(describer.shape(describer.met.get(classes.size())));
    }
    return SchemaText.written(type, classes);
  }

  private int place(Class<?> type) {
    Integer place = places.putIfAbsent(type, met.size());
    if (place != null) {
      return place;
    }
    met.add(type);
    return met.size() - 1;
  }

  private ClassShape shape(Class<?> type) {
    Kind kind = kindOf(type);
    return switch (kind) {
      case FIELDS, RECORD -> shape(kind, type, fieldsOf(type, plans));
      case EXTERNAL, OWN -> shape(kind, type, ownFields(type));
      case ARRAY -> {
        Class<?> component = type.getComponentType();
        int form = FieldForm.isExact(component) ? place(component) : FieldShape.ANY;
        yield new ClassShape(kind, type.getName(), form, List.of());
      }
      default -> shape(kind, type, List.of());
    };
  }

  private ClassShape shape(Kind kind, Class<?> type, List<Field> fields) {
    Map<String, Long> times =
        fields.stream().collect(Collectors.groupingBy(Field::getName, Collectors.counting()));
    List<FieldShape> shapes = new ArrayList<>();
    for (Field field : fields) {
      boolean isAlone = Long.valueOf(1).equals(times.get(field.getName()));
      String name = isAlone ? field.getName() : FieldShape.fullName(field);
      shapes.add(new FieldShape(formOf(kind, field.getType()), typeName(field), name));
    }
    return new ClassShape(kind, type.getName(), FieldShape.ANY, shapes);
  }

  private int formOf(Kind kind, Class<?> declared) {
    Integer simple = FieldShape.simpleForm(declared);
    if (simple != null) {
      return simple;
    }
    boolean isPlaced = kind != Kind.EXTERNAL && kind != Kind.OWN && FieldForm.isExact(declared);
    return isPlaced ? place(declared) : FieldShape.ANY;
  }

  /** The declared type with its arguments; without them where one of them cannot be found. */
  static String typeName(Field field) {
    try {
      return field.getGenericType().getTypeName();
    } catch (TypeNotPresentException | LinkageError e) {
      return field.getType().getName();
    }
  }

  private Kind kindOf(Class<?> type) {
    if (KryoRules.areOf(type)) {
      return Kind.OWN;
    }
    if (isOfJdk(type)) {
      return Kind.JDK;
    }
    if (type.isArray()) {
      return Kind.ARRAY;
    }
    if (Enum.class.isAssignableFrom(type)) {
      return Kind.ENUM;
    }
    if (type.isRecord() && plans.recordLayoutOf(type).isPresent()) {
      return Kind.RECORD;
    }
    if (!type.isRecord() && plans.fieldLayoutOf(type).isPresent()) {
      return Kind.FIELDS;
    }
    return Externalizable.class.isAssignableFrom(type) ? Kind.EXTERNAL : Kind.SERIAL;
  }

  /** Whether the class is one of the JDK, or an array of one. */
  static boolean isOfJdk(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element.isPrimitive() || ClassFacts.isJdk(element);
  }

  /** The fields by which objects of a class are written; empty where they are written otherwise. */
  static List<Field> fieldsOf(Class<?> type, Plans plans) {
    Optional<List<Field>> fields =
        type.isRecord()
            ? plans.recordLayoutOf(type).map(RecordLayout::fields)
            : plans.fieldLayoutOf(type).map(layout -> layout.encoding().fields());
    return fields.orElse(List.of());
  }

  /** All instance fields of a class that writes its objects itself, the superclasses' first. */
  private static List<Field> ownFields(@Nullable Class<?> type) {
    if (type == null || ClassFacts.isJdk(type)) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>(ownFields(type.getSuperclass()));
    Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .sorted(Comparator.comparing(Field::getName))
        .forEach(fields::add);
    return fields;
  }
}
