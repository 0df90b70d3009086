package org.entresol.codec;

import static java.util.Objects.requireNonNullElse;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The serializer of classes as values: their names, which must be allowed like all others. */
final class ClassSerializer extends Serializer<Object> {

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

  @Override
  public Object copy(Kryo kryo, Object original) {
    return original;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    Class<?> type = (Class<?>) object;
    if (!type.isPrimitive()) {
      GraphKryo.forms(kryo).require(type);
    }
    output.writeString(type.getName());
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    String name = requireNonNullElse(input.readString(), "");
    Class<?> primitive = primitive(name);
    return primitive != null ? primitive : GraphKryo.forms(kryo).load(name);
  }

  /** The primitive type of this name, if it is one. */
  static @Nullable Class<?> primitive(String name) {
    return PRIMITIVES.get(name);
  }
}
