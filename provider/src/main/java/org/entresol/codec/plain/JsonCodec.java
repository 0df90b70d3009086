package org.entresol.codec.plain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.ShippedCodec;
import org.entresol.codec.CodecException;

/**
 * JSON, by Jackson, of one type of values. No class is named in it that would be looked up.
 *
 * <p>Each value is read once before it is given away, so that none is stored which nobody can read,
 * or which would be read as one of another class. Thread-safe.
 */
final class JsonCodec implements InPlace<Object> {

  /** Types of which one implementation is as good as another. */
  private static final List<Class<?>> KINDS = List.of(List.class, Set.class, Map.class);

  private static final int MOST_TYPES = 200;

  private final ObjectWriter writer;
  private final ObjectReader reader;

  /**
   * @param type what all values are read as
   * @param loader finds Jackson's modules
   * @throws LinkageError if there is no Jackson
   */
  JsonCodec(Class<?> type, ClassLoader loader) {
    JsonMapper mapper =
        JsonMapper.builder()
            .typeFactory(ownTypes())
            .addModules(MapperBuilder.findModules(loader))
            .addModule(noClasses())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .polymorphicTypeValidator(new NoClassNames())
            .build();
    this.writer = mapper.writerFor(type);
    this.reader = mapper.readerFor(type);
  }

  /** What all mappers of a JVM share would keep the values' class loader for ever. */
  private static TypeFactory ownTypes() {
    LookupCache<Object, JavaType> types = new LRUMap<>(16, MOST_TYPES);
    return TypeFactory.defaultInstance().withCache(types);
  }

  /** Refuses classes by names in fields that hold classes, each of which would be loaded. */
  private static SimpleModule noClasses() {
    SimpleModule module = new SimpleModule("no-classes");
    module.addDeserializer(Class.class, new NoClass<>(Class.class));
    module.addDeserializer(JavaType.class, new NoClass<>(JavaType.class));
    module.addKeyDeserializer(Class.class, new NoClassKey());
    return module;
  }

  @Override
  public String name() {
    return ShippedCodec.JSON.configName();
  }

  @Override
  public byte[] encode(Object value) {
    try {
      byte[] bytes = writer.writeValueAsBytes(value);
      Object read = reader.readValue(bytes);
      if (read == null || !isLike(value.getClass(), read.getClass())) {
        throw CodecException.notEncodable(
            value.getClass(),
            "its JSON is read as a %s by the cache's type of values; say the type, or subtypes by name (@JsonTypeInfo)"
                .formatted(read == null ? "null" : read.getClass().getName()));
      }
      return bytes;
    } catch (IOException e) {
      throw CodecException.ofEncoding(value.getClass(), e);
    }
  }

  private static boolean isLike(Class<?> one, Class<?> other) {
    return one == other
        || KINDS.stream()
            .anyMatch(kind -> kind.isAssignableFrom(one) && kind.isAssignableFrom(other));
  }

  @Override
  public Object decode(byte[] bytes, int offset) {
    try {
      return reader.readValue(bytes, offset, bytes.length - offset);
    } catch (IOException e) {
      throw CodecException.ofDecoding(e);
    }
  }

  /** Refuses classes by names that come from bytes, whatever annotations ask for. */
  private static final class NoClassNames extends PolymorphicTypeValidator.Base {
    private static final long serialVersionUID = 1L;

    @Override
    public Validity validateBaseType(MapperConfig<?> config, JavaType baseType) {
      return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(
        MapperConfig<?> config, JavaType baseType, String subClassName) {
      return Validity.DENIED;
    }
  }

  private static final class NoClass<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    NoClass(Class<T> type) {
      super(type);
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return context.reportInputMismatch(this, "a class by its name");
    }
  }

  private static final class NoClassKey extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      return context.reportInputMismatch(Class.class, "a class by its name");
    }
  }
}
