package org.entresol.codec.wire;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.KryoCopyable;
import com.esotericsoftware.kryo.KryoSerializable;
import java.util.Set;
import org.entresol.codec.copy.Plans;

/** The rules that classes bring for Kryo, which go before ours. Stateless. */
public final class KryoRules {

  /** What most caches use: their users vouch for no types. */
  private static final Plans USUAL = new Plans(Set.of(), KryoRules::areOf);

  private KryoRules() {}

  /** Whether the class, or one it extends, brings its own rules for Kryo. */
  public static boolean areOf(Class<?> type) {
    return KryoSerializable.class.isAssignableFrom(type)
        || KryoCopyable.class.isAssignableFrom(type)
        || type.isAnnotationPresent(DefaultSerializer.class);
  }

  /** The plans of a cache whose user vouches for the types of these names. */
  static Plans plans(Set<String> immutableTypes) {
    return immutableTypes.isEmpty() ? USUAL : new Plans(immutableTypes, KryoRules::areOf);
  }
}
