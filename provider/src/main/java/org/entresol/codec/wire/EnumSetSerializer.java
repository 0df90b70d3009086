package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.entresol.codec.CodecException;

/** The serializer of sets of enum constants: the class of the enum, then names. */
final class EnumSetSerializer extends Serializer<Object> {

  @Override
  public Object copy(Kryo kryo, Object original) {
    return ((EnumSet<?>) original).clone();
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    EnumSet<?> set = (EnumSet<?>) object;
    kryo.writeClassAndObject(output, universeOf(set));
    output.writeVarInt(set.size(), true);
    for (Enum<?> constant : set) {
      output.writeString(constant.name());
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    Object universe = kryo.readClassAndObject(input);
    int size = WireInput.length(input);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < size; i++) {
      names.add(input.readString());
    }
    WireReader reader = GraphKryo.reader(kryo);
    if (reader.isSpoilt()) {
      return Unknown.OBJECT;
    }
    if (!(universe instanceof Class<?> named) || !named.isEnum()) {
      throw CodecException.malformed("a set of the constants of no enum");
    }
    Set<?> set = constants(named, names);
    if (set.size() != size) {
      reader.refuse("a set of other constants than " + named.getName() + " has");
      return Unknown.OBJECT;
    }
    return set;
  }

  @SuppressWarnings("unchecked") // the class is that of an enum
  private static <E extends Enum<E>> Set<E> constants(Class<?> universe, Set<String> names) {
    EnumSet<E> set = EnumSet.allOf((Class<E>) universe);
    set.removeIf(constant -> !names.contains(constant.name()));
    return set;
  }

  private static Class<?> universeOf(EnumSet<?> set) {
    EnumSet<?> some = set.isEmpty() ? EnumSet.complementOf(set) : set;
    return some.iterator().next().getDeclaringClass();
  }
}
