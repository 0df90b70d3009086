package org.entresol.codec.copy;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.entresol.codec.ClassFacts;
import org.jspecify.annotations.Nullable;

/**
 * The instance fields of an ordinary class, its superclasses' included: which of them can lead to
 * mutable objects (<em>branches</em>), and how an object is copied by them.
 *
 * <p>What a {@link Serializable} class declares {@code transient} is by its own word no part of its
 * objects: it is not followed, and has its default value in copies as in bytes. In other classes
 * the word says nothing about a copy within the JVM, which has no reason to lose such a field;
 * bytes leave it out all the same. Thread-safe.
 */
public final class FieldLayout {

  /**
   * The superclasses whose fields need no copying: they hold nothing but views made on demand and a
   * count of changes.
   */
  private static final Set<Class<?>> WITHOUT_STATE = Set.of(AbstractList.class, AbstractMap.class);

  private final Class<?> type;
  private final List<Field> fields;
  private final List<Field> branches;
  private final boolean isFinal;
  private final MethodHandle shallowCopy;
  private final MethodHandle branchValues;
  private final MethodHandle assignBranches;
  private volatile @Nullable Encoding encoding;

  private FieldLayout(Class<?> type, List<Field> fields, List<Field> branches, boolean isFinal)
      throws IllegalAccessException {
    this.type = type;
    this.fields = fields;
    this.branches = branches;
    this.isFinal = isFinal;
    this.shallowCopy = Handles.shallowCopy(type, fields);
    this.branchValues = Handles.values(branches);
    this.assignBranches = Handles.assign(branches);
  }

  /**
   * The layout of a class, or null when its objects cannot be copied field by field: it is not an
   * ordinary class of the user, a field is not accessible, or it has rules of its own.
   */
  static @Nullable FieldLayout of(Class<?> type, ImmutableTypes immutable) {
    if (!isOrdinary(type) || hasRules(type)) {
      return null;
    }
    List<Field> all = accessibleFields(type);
    if (all == null) {
      return null;
    }
    List<Field> fields = all.stream().filter(field -> isCopied(type, field)).toList();
    boolean isFinal = fields.size() == all.size() && all.stream().allMatch(FieldLayout::isFinal);
    List<Field> branches =
        fields.stream().filter(f -> !immutable.isImmutableAsDeclared(f.getType())).toList();
    try {
      return new FieldLayout(type, fields, branches, isFinal);
    } catch (IllegalAccessException e) {
      // A final field of a hidden class: it cannot be set even though it could be made accessible.
      return null;
    }
  }

  /** Of the only object of its class nothing is written, so how it would be has no say in it. */
  private static boolean hasRules(Class<?> type) {
    return ClassFacts.hasSerializationRules(type) && OnlyObject.constant(type) == null;
  }

  private static boolean isCopied(Class<?> type, Field field) {
    return !Modifier.isTransient(field.getModifiers())
        || !Serializable.class.isAssignableFrom(type);
  }

  private static boolean isFinal(Field field) {
    return Modifier.isFinal(field.getModifiers());
  }

  private static boolean isOrdinary(Class<?> type) {
    return !type.isArray()
        && !type.isInterface()
        && !type.isRecord()
        && !type.isHidden()
        && !Modifier.isAbstract(type.getModifiers())
        && !ClassFacts.isJdk(type);
  }

  /**
   * All instance fields, those of the superclasses first; null when one of them is closed to us.
   */
  public static @Nullable List<Field> accessibleFields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    Class<?> parent = type.getSuperclass();
    if (parent != null) {
      List<Field> inherited = accessibleFields(parent);
      if (inherited == null) {
        return null;
      }
      fields.addAll(inherited);
    }
    if (WITHOUT_STATE.contains(type)) {
      return fields;
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        if (!field.trySetAccessible()) {
          return null;
        }
        fields.add(field);
      }
    }
    return fields;
  }

  /** The fields that can lead to mutable objects. */
  List<Field> branches() {
    return branches;
  }

  /** The handle {@code (Object) Object} to an object with the same values in all copied fields. */
  public MethodHandle shallowCopy() {
    return shallowCopy;
  }

  /** The handle {@code (Object) Object[]} to the values of the branches. */
  public MethodHandle branchValues() {
    return branchValues;
  }

  /** The handle {@code (Object, Object[]) void} that sets the branches. */
  public MethodHandle assignBranches() {
    return assignBranches;
  }

  /** Whether no field can be set again, nor is any left out of copies. */
  boolean isFinal() {
    return isFinal;
  }

  /**
   * The fields that are encoded: those that are not transient, a superclass's before those of its
   * subclass and otherwise by name, for a compiler may list them in any order.
   */
  public static List<Field> encodedFields(Class<?> from, List<Field> fields) {
    List<Field> encoded = new ArrayList<>();
    Class<?> parent = from.getSuperclass();
    if (parent != null) {
      encoded.addAll(encodedFields(parent, fields));
    }
    fields.stream()
        .filter(field -> field.getDeclaringClass() == from)
        .filter(field -> !Modifier.isTransient(field.getModifiers()))
        .sorted(Comparator.comparing(Field::getName))
        .forEach(encoded::add);
    return encoded;
  }

  /** The handles for an encoding. */
  public Encoding encoding() {
    Encoding made = encoding;
    if (made == null) {
      try {
        List<Field> encoded = encodedFields(type, fields);
        Field only = OnlyObject.constant(type);
        MethodHandle blank = only == null ? Handles.blank(type) : Handles.constant(only);
        made =
            new Encoding(
                blank.asType(MethodType.methodType(Object.class)),
                Handles.values(encoded),
                Handles.assign(encoded),
                encoded);
      } catch (IllegalAccessException e) {
        throw new LinkageError("A field has become inaccessible", e);
      }
      encoding = made;
    }
    return made;
  }

  /**
   * The handles for the fields that are not transient.
   *
   * @param blank {@code () Object}: an object with no field set, or the only one of its class
   * @param values {@code (Object) Object[]}: the values of the fields
   * @param assign {@code (Object, Object[]) void}: sets the fields
   * @param fields the fields
   */
  public record Encoding(
      MethodHandle blank, MethodHandle values, MethodHandle assign, List<Field> fields) {}
}
