package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.ExternalizableSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.entresol.codec.HashCost;
import org.entresol.codec.copy.FrozenForms;
import org.entresol.codec.copy.ImmutableTypes;
import org.entresol.codec.copy.Plans;
import org.jspecify.annotations.Nullable;

/** The forms of the classes that one Kryo has met, each of them allowed. Not thread-safe. */
final class WireForms {

  private final Kryo kryo;
  private final Function<Class<?>, Serializer<Object>> choice;
  private final Plans plans;
  private final AllowedClasses allowed;
  private final SchemaBook schemas;
  private final Map<Class<?>, Serializer<Object>> serializers = new HashMap<>();
  private final Map<Class<?>, WireForm> known = new HashMap<>();
  private final Map<Long, WireForm> described = new HashMap<>();

  /** What was asked for last, which is asked for again as a rule. */
  private @Nullable Class<?> lastType;

  private @Nullable WireForm last;

  /**
   * Creates the forms of one graph walker.
   *
   * @param schemas the schemas of classes
   * @param choice chooses the serializer for a class
   */
  WireForms(
      Kryo kryo,
      Plans plans,
      AllowedClasses allowed,
      SchemaBook schemas,
      Function<Class<?>, Serializer<Object>> choice) {
    this.kryo = kryo;
    this.choice = choice;
    this.plans = plans;
    this.allowed = allowed;
    this.schemas = schemas;
  }

  /**
   * The form of objects of this class.
   *
   * @throws CodecException when the class is not allowed
   */
  WireForm of(Class<?> type) {
    WireForm form = last;
    if (form != null && lastType == type) {
      return form;
    }
    form = known.get(type);
    if (form == null) {
      form = make(publicClassOf(type));
      known.put(type, form);
    }
    lastType = type;
    last = form;
    return form;
  }

  /**
   * The form of objects of the class of the JDK of this name, which is looked at before it is
   * loaded.
   */
  WireForm ofName(String name) {
    WireForm form = of(load(name));
    if (form.own() != null) {
      throw CodecException.malformed("the class " + name + " without its schema");
    }
    return form;
  }

  /** The form of objects of the class that a fingerprint stands for, as it was written. */
  WireForm ofFingerprint(long fingerprint) {
    WireForm form = described.get(fingerprint);
    if (form == null) {
      Schema schema = schemas.find(fingerprint);
      Class<?> type = loadIfAllowed(schema.classes().get(0).name());
      form = type != null && isHere(type, schema) ? of(type) : new EvolvedForms(this, schema).of(0);
      described.put(fingerprint, form);
    }
    return form;
  }

  private boolean isHere(Class<?> type, Schema schema) {
    return !Describer.isOfJdk(type) && schemaOf(type).fingerprint() == schema.fingerprint();
  }

  /** The schema of a class as it is here. */
  Schema schemaOf(Class<?> type) {
    return schemas.of(type).schema();
  }

  /** What is known of the fields of classes. */
  Plans plans() {
    return plans;
  }

  /** The class of a name that was read; null if it is not here, or not allowed. */
  @Nullable Class<?> loadIfAllowed(String name) {
    try {
      return load(name);
    } catch (CodecException e) {
      return null;
    }
  }

  /** Loads the class of a name that was read. */
  Class<?> load(String name) {
    return allowed.load(name, kryo.getClassLoader());
  }

  /** Whether what is written will be read, and so must keep within the bounds of reading. */
  boolean areBounded() {
    return allowed != AllowedClasses.ANY;
  }

  /** Refuses a class that is not allowed. */
  void require(Class<?> type) {
    allowed.require(type);
  }

  /** The serializer of objects of exactly this class, for copies. */
  Serializer<Object> serializerOf(Class<?> type) {
    Serializer<Object> serializer = serializers.get(type);
    if (serializer == null) {
      serializer = choice.apply(type);
      serializers.put(type, serializer);
    }
    return serializer;
  }

  private WireForm make(Class<?> type) {
    if (areBounded() && !isPlain(type)) {
      throw CodecException.notEncodable(type, "it is a lambda or a dynamic proxy");
    }
    Class<?> readAs = FrozenForms.readAs(type);
    require(readAs);
    Serializer<Object> serializer = wireSerializerOf(type);
    boolean isDescribed = !Describer.isOfJdk(readAs);
    return new WireForm(
        readAs,
        serializer,
        isDescribed ? WireForm.DESCRIBED : ClassCodes.of(readAs),
        !ImmutableTypes.isValue(type),
        isKnownEarly(serializer),
        HashCost.of(readAs),
        isDescribed ? schemas.of(readAs) : null);
  }

  private static boolean isPlain(Class<?> type) {
    return !type.isHidden() && !Proxy.isProxyClass(type);
  }

  private Serializer<Object> wireSerializerOf(Class<?> type) {
    Registration builtIn = kryo.getClassResolver().getRegistration(type);
    if (builtIn != null && builtIn.getId() >= 0) {
      return untyped(builtIn.getSerializer());
    }
    Serializer<Object> serializer = serializerOf(type);
    if (isOpen(serializer) && areBounded()) {
      throw CodecException.notEncodable(
          type, "it is written by Java serialization as Kryo has it, which reads any class");
    }
    return serializer;
  }

  /** A serializer that is only ever given what it is for. */
  @SuppressWarnings("unchecked")
  static Serializer<Object> untyped(Serializer<?> serializer) {
    return (Serializer<Object>) serializer;
  }

  /** Whether an object being read can be referred to by its own parts. */
  private static boolean isKnownEarly(Serializer<?> serializer) {
    return serializer instanceof FieldSerializer
        || serializer instanceof GrowingSerializer
        || serializer instanceof ArraySerializer;
  }

  private static boolean isOpen(Serializer<?> serializer) {
    return serializer instanceof JavaSerializer || serializer instanceof ExternalizableSerializer;
  }

  /**
   * The class that stands for another that nobody can name: that of a constant with a body is a
   * subclass of its enum, that of a set of constants depends on how many there are.
   */
  private static Class<?> publicClassOf(Class<?> type) {
    if (EnumSet.class.isAssignableFrom(type)) {
      return EnumSet.class;
    }
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.isEnum() ? parent : type;
  }
}
