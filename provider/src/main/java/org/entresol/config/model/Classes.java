package org.entresol.config.model;

import java.io.Serial;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;

/** The types of instances, given by the binary names of their classes. */
public final class Classes {
  private Classes() {}

  /**
   * A class whose instances are to be made.
   *
   * @param kind what the class must implement
   */
  public static <T> Scalar<Factory<T>> factoryOf(Class<? super T> kind) {
    return Scalar.<Factory<T>>of(
            "the full name of a class that implements " + kind.getName(),
            (text, loader) -> new InstanceOf<T>(maker(ClassNames.find(text, loader), kind)))
        .named(Classes::shown);
  }

  private static String shown(Factory<?> factory) {
    return factory instanceof InstanceOf<?> made
        ? made.type().getName()
        : "a " + factory.getClass().getName();
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
  public record InstanceOf<T>(Class<?> type) implements Factory<T> {
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
