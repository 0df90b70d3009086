package org.entresol.codec;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.KryoCopyable;
import com.esotericsoftware.kryo.KryoSerializable;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** Answers about a class that decide how its instances may be copied. Stateless. */
final class ClassFacts {

  private ClassFacts() {}

  /** Whether the class belongs to the JDK: only then is its name a promise. */
  static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Whether the class was made at run time for a lambda or a method reference. */
  static boolean isLambda(Class<?> type) {
    return type.isSynthetic() && type.isHidden();
  }

  /** Whether the class, or one it extends, brings its own rules for Kryo. */
  static boolean hasKryoRules(Class<?> type) {
    return KryoSerializable.class.isAssignableFrom(type)
        || KryoCopyable.class.isAssignableFrom(type)
        || type.isAnnotationPresent(DefaultSerializer.class);
  }

  /**
   * Whether the class, or one it extends, takes part in its own Java serialization, so that a copy
   * of its fields could be something else than it means: a second instance of a singleton, for
   * example.
   */
  static boolean hasSerializationRules(Class<?> type) {
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
  static boolean hasReadResolve(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (declares(t, "readResolve")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the class, or one it extends, replaces its instances when they are written. */
  static boolean hasWriteReplace(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (declares(t, "writeReplace")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the class, or one it extends, writes its fields itself. */
  static boolean writesItself(Class<?> type) {
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
