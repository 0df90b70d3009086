package org.entresol.codec;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers about a class that decide how its instances may be copied. Stateless. */
public final class ClassFacts {

  private static final Map<String, Class<?>> PRIMITIVES =
      Stream.of(
              void.class,
              boolean.class,
              byte.class,
              short.class,
              char.class,
              int.class,
              long.class,
              float.class,
              double.class)
          .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

  /**
   * Asked for each object that is taken apart, and reflection says no with an exception. What lies
   * beside the classes is the JDK's own.
   */
  private static final ClassValue<Boolean> READ_RESOLVE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return inheritsReadResolve(type);
        }
      };

  private ClassFacts() {}

  /** The primitive type of this name, if it is one. */
  public static @Nullable Class<?> primitive(String name) {
    return PRIMITIVES.get(name);
  }

  /** Whether the class belongs to the JDK: only then is its name a promise. */
  public static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Whether the hash code of objects of the class asks for nothing that they hold. */
  public static boolean hashesIdentity(Class<?> type) {
    try {
      return type.getMethod("hashCode").getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }

  /** Whether the class was made at run time for a lambda or a method reference. */
  public static boolean isLambda(Class<?> type) {
    return type.isSynthetic() && type.isHidden();
  }

  /**
   * Whether the class, or one it extends, takes part in its own Java serialization, so that a copy
   * of its fields could be something else than it means: a second instance of a singleton, for
   * example.
   */
  public static boolean hasSerializationRules(Class<?> type) {
    if (!Serializable.class.isAssignableFrom(type)) {
      return false;
    }
    if (Externalizable.class.isAssignableFrom(type)) {
      return true;
    }
    for (Class<?> t = type; t != null && !isJdk(t); t = t.getSuperclass()) {
      if (declares(t, "readResolve")
          || declares(t, "writeReplace")
          || declares(t, "readObjectNoData")
          || declares(t, "readObject", ObjectInputStream.class)
          || declares(t, "writeObject", ObjectOutputStream.class)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the class, or one it extends, says what stands for its instances when they are read.
   */
  public static boolean hasReadResolve(Class<?> type) {
    return READ_RESOLVE.get(type);
  }

  private static boolean inheritsReadResolve(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (declares(t, "readResolve")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the class, or one it extends, replaces its instances when they are written. */
  public static boolean hasWriteReplace(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (declares(t, "writeReplace")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the class, or one it extends, writes its fields itself. */
  public static boolean writesItself(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (declares(t, "writeObject", ObjectOutputStream.class)) {
        return true;
      }
    }
    return false;
  }

  private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
    try {
      return type.getDeclaredMethod(method, parameters).getName().equals(method);
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
