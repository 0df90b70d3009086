package org.entresol.codec.copy;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.entresol.codec.CodecException;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Compositions of method handles that read, set and copy several fields of an object at once.
 *
 * <p>The JVM compiles a composed handle into one piece of straight code once it has been called a
 * few hundred times: no reflection, no boxing and no loop is left. All handles take and give plain
 * {@code Object}s, and the fields must have been made accessible.
 */
public final class Handles {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandles.Lookup PUBLIC = MethodHandles.publicLookup();
  private static final MethodHandle GET_ELEMENT = MethodHandles.arrayElementGetter(Object[].class);
  private static final MethodHandle SET_ELEMENT = MethodHandles.arrayElementSetter(Object[].class);
  private static final MethodHandle NEW_ARRAY = MethodHandles.arrayConstructor(Object[].class);
  private static final MethodType SETTER = methodType(void.class, Object.class, Object.class);

  private Handles() {}

  /** The handle {@code (Object) Object} to a new object with the same values in these fields. */
  static MethodHandle shallowCopy(Class<?> type, List<Field> fields) throws IllegalAccessException {
    // (copy, original) -> copy
    MethodHandle chain = MethodHandles.dropArguments(MethodHandles.identity(type), 1, type);
    for (Field field : fields) {
      MethodHandle getter = LOOKUP.unreflectGetter(field);
      MethodHandle transfer =
          MethodHandles.filterArguments(LOOKUP.unreflectSetter(field), 1, getter)
              .asType(methodType(void.class, type, type));
      chain = MethodHandles.foldArguments(chain, transfer);
    }
    MethodHandle blank = MethodHandles.dropArguments(blank(type), 0, type);
    return MethodHandles.foldArguments(chain, blank).asType(MethodType.genericMethodType(1));
  }

  /**
   * The handle {@code () type} to a new object without running a constructor: all its fields are
   * about to be set, and a constructor could do anything else besides.
   */
  public static MethodHandle blank(Class<?> type) throws IllegalAccessException {
    ObjectInstantiator<?> instantiator = new StdInstantiatorStrategy().newInstantiatorOf(type);
    try {
      return LOOKUP
          .findVirtual(ObjectInstantiator.class, "newInstance", methodType(Object.class))
          .bindTo(instantiator)
          .asType(methodType(type));
    } catch (NoSuchMethodException e) {
      throw new LinkageError("Objenesis has changed", e);
    }
  }

  /** The handle {@code () type} to a constant; only its use initializes the class. */
  static MethodHandle constant(Field constant) throws IllegalAccessException {
    return LOOKUP.unreflectGetter(constant);
  }

  /** The handle {@code (Object) Object[]} to the values of these fields, in their order. */
  public static MethodHandle values(List<Field> fields) throws IllegalAccessException {
    // (values, object) -> values
    MethodHandle chain =
        MethodHandles.dropArguments(MethodHandles.identity(Object[].class), 1, Object.class);
    for (int i = 0; i < fields.size(); i++) {
      MethodHandle element = MethodHandles.insertArguments(SET_ELEMENT, 1, i);
      MethodHandle take = MethodHandles.filterArguments(element, 1, getter(fields.get(i)));
      chain = MethodHandles.foldArguments(chain, take);
    }
    MethodHandle array = MethodHandles.insertArguments(NEW_ARRAY, 0, fields.size());
    return MethodHandles.foldArguments(chain, MethodHandles.dropArguments(array, 0, Object.class));
  }

  /** The handle {@code (Object, Object[]) void} that sets these fields, in their order. */
  public static MethodHandle assign(List<Field> fields) throws IllegalAccessException {
    MethodHandle chain = MethodHandles.empty(methodType(void.class, Object.class, Object[].class));
    for (int i = 0; i < fields.size(); i++) {
      MethodHandle setter = LOOKUP.unreflectSetter(fields.get(i)).asType(SETTER);
      chain =
          MethodHandles.foldArguments(chain, MethodHandles.filterArguments(setter, 1, element(i)));
    }
    return chain;
  }

  /**
   * The handle {@code (Object, Object[]) Object} to a new object whose {@code changed} fields come
   * from the array and whose other fields come from the original.
   *
   * @param fields what the constructor takes, in its order
   */
  public static MethodHandle reconstruct(
      Constructor<?> constructor, List<Field> fields, List<Field> changed)
      throws IllegalAccessException {
    MethodHandle make = LOOKUP.unreflectConstructor(constructor);
    make = make.asType(make.type().generic());
    int[] sources = new int[fields.size()];
    for (int i = 0; i < sources.length; i++) {
      int place = changed.indexOf(fields.get(i));
      sources[i] = place < 0 ? 0 : 1;
      MethodHandle source = place < 0 ? getter(fields.get(i)) : element(place);
      make = MethodHandles.filterArguments(make, i, source);
    }
    MethodType type = methodType(Object.class, Object.class, Object[].class);
    return MethodHandles.permuteArguments(make, type, sources);
  }

  /** A duplicate by the public {@code clone()} of a JDK class: no interface declares it. */
  static UnaryOperator<Object> cloning(Class<?> type) {
    try {
      MethodHandle clone =
          PUBLIC
              .findVirtual(type, "clone", methodType(Object.class))
              .asType(MethodType.genericMethodType(1));
      return original -> {
        try {
          return (Object) clone.invokeExact(original);
        } catch (Throwable e) {
          throw CodecException.ofCopying(type, e);
        }
      };
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Not as documented: " + type.getName(), e);
    }
  }

  /** The public constructor without arguments of a JDK class. */
  public static Supplier<Object> constructing(Class<?> type) {
    try {
      MethodHandle create =
          PUBLIC.findConstructor(type, methodType(void.class)).asType(methodType(Object.class));
      return () -> {
        try {
          return (Object) create.invokeExact();
        } catch (Throwable e) {
          throw CodecException.ofCopying(type, e);
        }
      };
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Not as documented: " + type.getName(), e);
    }
  }

  private static MethodHandle getter(Field field) throws IllegalAccessException {
    return LOOKUP.unreflectGetter(field).asType(MethodType.genericMethodType(1));
  }

  private static MethodHandle element(int index) {
    return MethodHandles.insertArguments(GET_ELEMENT, 1, index);
  }
}
