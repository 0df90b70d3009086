package org.entresol.config;

import java.io.Serial;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;

/** The shapes of classes, given by their binary names and looked up in the manager's loader. */
final class Classes {
  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "short", short.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class);

  /** Any class; {@code []} behind a name makes it an array. */
  static final Shape<Class<?>> TYPE =
      Shape.text(
          "the full name of a class, such as java.lang.String or byte[]", Classes::typeNamed);

  private Classes() {}

  /**
   * A class whose instances are to be made.
   *
   * @param kind what the class must implement
   */
  static <T> Shape<Factory<T>> factoryOf(Class<? super T> kind) {
    return Shape.text(
        "the full name of a class that implements " + kind.getName(),
        (text, loader) -> new InstanceOf<>(maker(find(text, loader), kind)));
  }

  private static Class<?> typeNamed(String name, ClassLoader loader) {
    if (name.endsWith("[]")) {
      String item = name.substring(0, name.length() - 2);
      Class<?> primitive = PRIMITIVES.get(item);
      return (primitive != null ? primitive : typeNamed(item, loader)).arrayType();
    }
    return find(name, loader);
  }

  private static Class<?> find(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("is not found by the class loader of the manager", e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException("cannot be loaded (" + e + ")", e);
    }
  }

  private static Class<?> maker(Class<?> type, Class<?> kind) {
    if (!kind.isAssignableFrom(type)) {
      throw new IllegalArgumentException("does not implement " + kind.getName());
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      throw new IllegalArgumentException("is abstract");
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      throw new IllegalArgumentException("is not public");
    }
    if (Stream.of(type.getConstructors()).noneMatch(made -> made.getParameterCount() == 0)) {
      throw new IllegalArgumentException("has no public constructor without parameters");
    }
    return type;
  }

  /**
   * Makes an instance of a class, as the manager's class loader found it, whenever one is asked
   * for. Equal to every factory for the same class.
   */
  record InstanceOf<T>(Class<?> type) implements Factory<T> {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * A new instance.
     *
     * @throws CacheException if the constructor throws
     */
    @Override
    @SuppressWarnings("unchecked") // the kind of the class was checked when its name was read
    public T create() {
      try {
        return (T) type.getConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new CacheException("an instance of " + type.getName() + " could not be made", e);
      }
    }
  }
}
