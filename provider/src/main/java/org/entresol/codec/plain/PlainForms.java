package org.entresol.codec.plain;

import java.util.ServiceConfigurationError;
import org.entresol.Codec;
import org.entresol.ShippedCodec;
import org.entresol.codec.AllowedClasses;

/** The codecs that are shipped beside the one for any graph of objects. Stateless. */
public final class PlainForms {

  private PlainForms() {}

  /**
   * A codec.
   *
   * @param choice any but the one for graphs
   * @param cache the name of the cache, for messages
   * @param type the type of its values
   * @param loader finds what bytes name
   * @param allowed the classes that they may name
   * @throws IllegalArgumentException if it is not for that type, or a library is not there that it
   *     takes
   */
  public static Codec<?> of(
      ShippedCodec choice,
      String cache,
      Class<?> type,
      ClassLoader loader,
      AllowedClasses allowed) {
    return switch (choice) {
      case JSON -> json(cache, type, loader);
      case JAVA -> new JavaCodec(loader, allowed);
      case STRING -> of(String.class, new TextCodec(), cache, type);
      case BYTES -> of(byte[].class, new BytesCodec(), cache, type);
      case KRYO -> throw new IllegalArgumentException(choice.configName());
    };
  }

  private static Codec<?> of(Class<?> own, Codec<?> codec, String cache, Class<?> type) {
    if (type != own && type != Object.class) {
      throw new IllegalArgumentException(
          "Cache '%s': codec: %s is not allowed for values of the type %s; allowed: %s"
              .formatted(cache, codec.name(), type.getTypeName(), own.getTypeName()));
    }
    return codec;
  }

  private static Codec<?> json(String cache, Class<?> type, ClassLoader loader) {
    try {
      return new JsonCodec(type, loader);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "Cache '%s': codec: json needs the library com.fasterxml.jackson.core:jackson-databind on the class path (%s); allowed without it: bytes, java, kryo, string"
              .formatted(cache, e),
          e);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IllegalArgumentException(
          "Cache '%s': codec: json cannot use the Jackson, or a module of it, that is on the class path (%s); allowed with modules that can be loaded and belong to the same Jackson"
              .formatted(cache, e),
          e);
    }
  }
}
