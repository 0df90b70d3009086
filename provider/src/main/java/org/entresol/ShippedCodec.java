package org.entresol;

/** The ways in which values become bytes that need no class of the user's. */
public enum ShippedCodec implements CodecChoice {
  /**
   * Any graph of objects, by Kryo: the fewest bytes, the least time, and classes that may change.
   */
  KRYO("kryo"),
  /**
   * JSON of the cache's type of values, for other languages and for people; needs {@code
   * com.fasterxml.jackson.core:jackson-databind}.
   */
  JSON("json"),
  /** Java serialization, of allowed classes. */
  JAVA("java"),
  /** Texts as they are, in UTF-8. */
  STRING("string"),
  /** Arrays of bytes as they are. */
  BYTES("bytes");

  private final String configName;

  ShippedCodec(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file, in properties and in records. */
  public String configName() {
    return configName;
  }

  /** The name of this choice. */
  @Override
  public String toString() {
    return configName;
  }
}
