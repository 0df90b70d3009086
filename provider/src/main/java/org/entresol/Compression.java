package org.entresol;

/** How the bytes of large values are made fewer. */
public enum Compression {
  /** They are kept as they are. */
  NONE("none"),
  /** By the JDK's own compression: no further library, small, slow to write. */
  DEFLATE("deflate"),
  /** By LZ4, which takes the least time; needs {@code at.yawk.lz4:lz4-java}. */
  LZ4("lz4"),
  /** By Zstandard, small and quick; needs {@code com.github.luben:zstd-jni}. */
  ZSTD("zstd");

  private final String configName;

  Compression(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
