package org.entresol.codec.key;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.ByClass;
import org.entresol.codec.ClassFacts;
import org.entresol.codec.CodecException;
import org.entresol.codec.wire.WireInput;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are bytes of their parts: objects by their fields, lists by their elements, sets
 * and maps by their elements in the order of the bytes of these.
 *
 * <p>Nothing depends on identities: an object that occurs twice is written twice. Thread-safe.
 */
final class CanonicalForms {

  /** The letter of such keys. */
  static final char LETTER = 'k';

  private static final int MOST_LEVELS = 64;

  private static final int NULL = 0;
  private static final int TEXT = 1;
  private static final int LIST = 2;
  private static final int OPTIONAL = 3;
  private static final int ARRAY = 4;
  private static final int OBJECT = 5;
  private static final int BYTES = 6;
  private static final int SET = 7;
  private static final int MAP = 8;

  private static final ByClass<CanonicalType> TYPES =
      new ByClass<>(type -> CanonicalType.of(type, Set.of()));

  private final KeyTexts texts;
  private final ClassLoader loader;
  private final AllowedClasses allowed;
  private final ByClass<CanonicalType> types;

  /**
   * @param ignored the fields that are left out, each behind the name of its class
   */
  CanonicalForms(KeyTexts texts, ClassLoader loader, AllowedClasses allowed, Set<String> ignored) {
    this.types = ignored.isEmpty() ? TYPES : new ByClass<>(type -> CanonicalType.of(type, ignored));
    this.texts = texts;
    this.loader = loader;
    this.allowed = allowed;
  }

  /** Whether the bytes are those of a key of this kind. */
  boolean isCanonical(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == LETTER && bytes[1] == ':';
  }

  /** The bytes of a key, and whether they say all of it. */
  KeyOutput encode(Object key) {
    if (key.getClass().isArray()) {
      throw CodecException.notEncodable(key.getClass(), "as keys two arrays are never equal");
    }
    KeyOutput output = new KeyOutput();
    output.writeByte(LETTER);
    output.writeByte(':');
    write(output, key, 0);
    return output;
  }

  Object decode(byte[] bytes) {
    WireInput input = new WireInput();
    input.take(bytes, 2);
    Object key = read(input, 0);
    if (key == null || input.remaining() > 0) {
      throw CodecException.malformed("not exactly one key");
    }
    return key;
  }

  private void write(KeyOutput output, @Nullable Object value, int level) {
    if (level > MOST_LEVELS) {
      throw CodecException.malformed(
          "a key is more than " + MOST_LEVELS + " levels deep or refers to itself");
    }
    if (value == null) {
      output.writeByte(NULL);
      return;
    }
    byte[] text = texts.encode(value);
    if (text != null) {
      output.writeByte(TEXT);
      writeBytes(output, text);
    } else if (value instanceof byte[] bytes) {
      output.writeByte(BYTES);
      writeBytes(output, bytes);
    } else if (value.getClass().isArray()) {
      writeArray(output, value, level);
    } else if (value instanceof List<?> list) {
      output.writeByte(LIST);
      writeAll(output, list.toArray(), level);
    } else if (value instanceof Set<?> set) {
      writeSet(output, set, level);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(output, map, level);
    } else if (value instanceof Optional<?> optional) {
      output.writeByte(OPTIONAL);
      write(output, optional.orElse(null), level + 1);
    } else {
      writeObject(output, value, level);
    }
  }

  private static void writeBytes(KeyOutput output, byte[] bytes) {
    output.writeVarInt(bytes.length, true);
    output.writeBytes(bytes);
  }

  private void writeAll(KeyOutput output, @Nullable Object[] parts, int level) {
    output.writeVarInt(parts.length, true);
    for (Object part : parts) {
      write(output, part, level + 1);
    }
  }

  private void writeArray(KeyOutput output, Object array, int level) {
    Class<?> component = array.getClass().getComponentType();
    allowed.require(component);
    @Nullable Object[] parts = new @Nullable Object[Array.getLength(array)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Array.get(array, i);
    }
    output.writeByte(ARRAY);
    output.writeString(component.getName());
    writeAll(output, parts, level);
  }

  private void writeSet(KeyOutput output, Set<?> set, int level) {
    if (set instanceof SortedSet<?> sorted && sorted.comparator() != null) {
      throw CodecException.notEncodable(set.getClass(), "its comparator decides what is equal");
    }
    output.writeByte(SET);
    writeSorted(output, set.stream().map(element -> bytesOf(output, level, element)).toList());
  }

  private void writeMap(KeyOutput output, Map<?, ?> map, int level) {
    if (map instanceof IdentityHashMap
        || (map instanceof SortedMap<?, ?> sorted && sorted.comparator() != null)) {
      throw CodecException.notEncodable(map.getClass(), "it has a way of its own to be equal");
    }
    output.writeByte(MAP);
    writeSorted(
        output,
        map.entrySet().stream()
            .map(e -> bytesOf(output, level, e.getKey(), e.getValue()))
            .toList());
  }

  private byte[] bytesOf(KeyOutput whole, int level, @Nullable Object... values) {
    KeyOutput output = new KeyOutput();
    for (Object value : values) {
      write(output, value, level + 1);
    }
    whole.leaveOut(output.isPartial());
    whole.doubt(output.isDoubtful());
    return output.toBytes();
  }

  private static void writeSorted(KeyOutput output, List<byte[]> elements) {
    output.writeVarInt(elements.size(), true);
    for (byte[] element : elements.stream().sorted(Arrays::compare).toList()) {
      output.writeBytes(element);
    }
  }

  private void writeObject(KeyOutput output, Object object, int level) {
    Class<?> type = object.getClass();
    CanonicalType form = types.of(type);
    output.leaveOut(form.isPartial());
    output.doubt(form.isDoubtful());
    allowed.require(type);
    output.writeByte(OBJECT);
    output.writeString(type.getName());
    output.writeShort(form.layout());
    try {
      for (Object value : (Object[]) form.values().invokeExact(object)) {
        write(output, value, level + 1);
      }
    } catch (Throwable e) {
      throw CodecException.ofCopying(type, e);
    }
  }

  private @Nullable Object read(WireInput input, int level) {
    if (level > MOST_LEVELS) {
      throw CodecException.malformed("a key of more than " + MOST_LEVELS + " levels");
    }
    int kind = input.readByte();
    return switch (kind) {
      case NULL -> null;
      case TEXT -> texts.decode(readBytes(input));
      case BYTES -> readBytes(input);
      case LIST -> new ArrayList<>(Arrays.asList(readAll(input, level)));
      case SET -> new LinkedHashSet<>(Arrays.asList(readAll(input, level)));
      case MAP -> readMap(input, level);
      case OPTIONAL -> Optional.ofNullable(read(input, level + 1));
      case ARRAY -> readArray(input, level);
      case OBJECT -> readObject(input, level);
      default -> throw CodecException.malformed("no part of a key is of kind " + kind);
    };
  }

  private static byte[] readBytes(WireInput input) {
    return input.readBytes(input.readVarInt(true));
  }

  private @Nullable Object[] readAll(WireInput input, int level) {
    @Nullable Object[] parts = new @Nullable Object[input.length()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = read(input, level + 1);
    }
    return parts;
  }

  private Object readMap(WireInput input, int level) {
    int size = input.length();
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      Object key = read(input, level + 1);
      map.put(key, read(input, level + 1));
    }
    return map;
  }

  private Object readArray(WireInput input, int level) {
    Class<?> component = readClass(input);
    @Nullable Object[] parts = readAll(input, level);
    Object array = Array.newInstance(component, parts.length);
    for (int i = 0; i < parts.length; i++) {
      Array.set(array, i, parts[i]);
    }
    return array;
  }

  private Class<?> readClass(WireInput input) {
    String name = input.readString();
    if (name == null) {
      throw CodecException.malformed("a class without a name");
    }
    Class<?> primitive = ClassFacts.primitive(name);
    return primitive != null ? primitive : allowed.load(name, loader);
  }

  private Object readObject(WireInput input, int level) {
    CanonicalType form = types.of(readClass(input));
    if (input.readShort() != form.layout()) {
      throw CodecException.malformed(
          "the fields of " + form.type().getName() + " are others than here");
    }
    @Nullable Object[] values = new @Nullable Object[form.fields().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(input, level + 1);
    }
    try {
      return form.create().make(values);
    } catch (Throwable e) {
      throw CodecException.ofCopying(form.type(), e);
    }
  }
}
