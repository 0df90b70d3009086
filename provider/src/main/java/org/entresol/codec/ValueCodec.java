package org.entresol.codec;

import java.util.Set;

/**
 * The encoding of the values of one cache: any graph of objects of allowed classes, as bytes.
 *
 * <p>Objects are written by their fields, without the names of these; shared references and cycles
 * are kept, transient fields are not. Bytes are trusted in nothing: what they name is looked up in
 * the allowed classes before it is loaded, and no length is believed. Thread-safe.
 */
public final class ValueCodec {

  private final WirePool pool;

  /**
   * @param loader finds the classes that bytes name
   * @param allowed the classes that may be named
   * @param immutableTypes the types that {@link Copiers#byValue} is given too
   */
  public ValueCodec(ClassLoader loader, AllowedClasses allowed, Set<String> immutableTypes) {
    this.pool = new WirePool(Plans.of(immutableTypes), loader, allowed);
  }

  /**
   * The bytes of a value.
   *
   * @throws CodecException when a class in it is not allowed, with the line that would allow it, or
   *     an object cannot be encoded
   */
  public byte[] encode(Object value) {
    byte[] simple = SimpleValues.encode(value);
    return simple != null ? simple : pool.encode(value);
  }

  /**
   * The value of bytes.
   *
   * @param bytes what {@link #encode} gave, or anything else
   * @param offset where the encoding begins; it ends with the array
   * @throws CodecException when the bytes are not a proper encoding of allowed classes; never
   *     another exception
   */
  public Object decode(byte[] bytes, int offset) {
    Object simple = SimpleValues.decode(bytes, offset);
    return simple != null ? simple : pool.decode(bytes, offset);
  }
}
