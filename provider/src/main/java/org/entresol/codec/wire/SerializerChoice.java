package org.entresol.codec.wire;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.SerializerFactory.SingletonSerializerFactory;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.CalendarSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.KryoSerializableSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.LocaleSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.PatternSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.TimeZoneSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.TimestampSerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.URISerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.UUIDSerializer;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.entresol.codec.ClassFacts;
import org.entresol.codec.copy.Frozen;
import org.entresol.codec.copy.FrozenForms;
import org.entresol.codec.copy.Growing;
import org.entresol.codec.copy.Plans;
import org.entresol.codec.copy.ViewPlan;
import org.jspecify.annotations.Nullable;

/**
 * The choice of a serializer for a class.
 *
 * <p>Kryo's own are used for single values and for arrays. For everything else they would not do:
 * they share the components of records, lose the identity of maps, leave out the fields of
 * subclasses of collections and the outer instance of inner classes, and cannot open the JDK.
 */
final class SerializerChoice {

  /** Kryo as it comes, asked only for its serializers of JDK classes. */
  private static final Kryo PLAIN = new Kryo();

  /**
   * Serializers that are not used: that of no class, those of containers, and those that leave out
   * the rules of a time zone, the script of a locale, or need Kryo's own serializers for enums.
   */
  private static final Set<Class<?>> LOSSY =
      Set.of(
          RefusingSerializer.class,
          CollectionSerializer.class,
          MapSerializer.class,
          DefaultSerializers.EnumSetSerializer.class,
          TimeZoneSerializer.class,
          CalendarSerializer.class,
          LocaleSerializer.class);

  static {
    PLAIN.addDefaultSerializer(UUID.class, UUIDSerializer.class);
    PLAIN.addDefaultSerializer(URI.class, URISerializer.class);
    PLAIN.addDefaultSerializer(Pattern.class, PatternSerializer.class);
    PLAIN.setDefaultSerializer(
        new SingletonSerializerFactory<>(new RefusingSerializer("no serializer")));
  }

  private final Kryo kryo;
  private final Plans plans;

  SerializerChoice(Kryo kryo, Plans plans) {
    this.kryo = kryo;
    this.plans = plans;
  }

  /** A serializer for objects of exactly this class. */
  Serializer<Object> of(Class<?> type) {
    if (ClassFacts.isLambda(type)) {
      return new RefusingSerializer(
          "it is a lambda or a method reference, which has no state that could be copied");
    }
    if (KryoRules.areOf(type)) {
      return byKryoRules(type);
    }
    if (Enum.class.isAssignableFrom(type)) {
      return new EnumSerializer(enumOf(type));
    }
    if (type.isArray()) {
      return forArray(type);
    }
    Serializer<Object> found = ClassFacts.isJdk(type) ? forJdk(type) : forUser(type);
    if (found != null) {
      return found;
    }
    return Serializable.class.isAssignableFrom(type)
        ? new ShellSerializer()
        : new RefusingSerializer("its fields are closed to reflection and it is not Serializable");
  }

  private static Serializer<Object> forArray(Class<?> type) {
    if (type == boolean[].class) {
      return WireForms.untyped(new BooleansSerializer());
    }
    return type.getComponentType().isPrimitive()
        ? WireForms.untyped(PLAIN.getDefaultSerializer(type))
        : new ArraySerializer(type);
  }

  private Serializer<Object> byKryoRules(Class<?> type) {
    if (type.isAnnotationPresent(DefaultSerializer.class)) {
      return WireForms.untyped(kryo.getDefaultSerializer(type));
    }
    return KryoSerializable.class.isAssignableFrom(type)
        ? WireForms.untyped(new KryoSerializableSerializer())
        : new RefusingSerializer("it can be copied by its own rule but not encoded");
  }

  private @Nullable Serializer<Object> forUser(Class<?> type) {
    return type.isRecord()
        ? plans.recordLayoutOf(type).map(ComponentSerializer::new).orElse(null)
        : plans.fieldLayoutOf(type).map(FieldSerializer::new).orElse(null);
  }

  private @Nullable Serializer<Object> forJdk(Class<?> type) {
    if (plans.of(type) instanceof Growing growing) {
      return new GrowingSerializer(growing, type);
    }
    if (plans.of(type) instanceof Frozen frozen) {
      return new FrozenSerializer(frozen, type);
    }
    if (plans.of(type) instanceof ViewPlan view) {
      return new ViewSerializer(view);
    }
    if (EnumSet.class.isAssignableFrom(type)) {
      return new EnumSetSerializer();
    }
    if (type == Class.class) {
      return new ClassSerializer();
    }
    if (type == StackTraceElement.class) {
      return new FrozenSerializer(FrozenForms.STACK_TRACE_ELEMENT, type);
    }
    TextForm text = TextForm.of(type);
    if (text != null) {
      return new TextSerializer(text);
    }
    if (type.getName().equals("java.sql.Timestamp")) {
      return WireForms.untyped(new TimestampSerializer());
    }
    if (Path.class.isAssignableFrom(type)) {
      return new FrozenSerializer(FrozenForms.PATH, type);
    }
    Serializer<?> plain = PLAIN.getDefaultSerializer(type);
    if (!LOSSY.contains(plain.getClass())) {
      return WireForms.untyped(plain);
    }
    return Serializable.class.isAssignableFrom(type) ? null : viewForm(type);
  }

  /** The form that a copy of a view of a collection takes, which stands on its own. */
  private static @Nullable Serializer<Object> viewForm(Class<?> type) {
    Frozen form = FrozenForms.ofView(type);
    return form == null ? null : new FrozenSerializer(form, type);
  }

  private static Class<?> enumOf(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return type.isEnum() || parent == null ? type : parent;
  }
}
