package org.entresol.codec.envelope;

import org.entresol.Compression;
import org.entresol.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one cache are compressed, and how whatever is found compressed is read.
 * Thread-safe.
 */
public final class Packing {

  /** Any node unpacks so many bytes at least, whatever its own values may have. */
  private static final long ALWAYS_READ = 16 << 20;

  private final @Nullable Ways own;
  private final long over;
  private final long most;

  /** The ways to compress, with their numbers in bytes, which are part of the format. */
  private enum Ways {
    DEFLATE(1, "the JDK") {
      @Override
      Compressor compressor() {
        return Deflate.INSTANCE;
      }
    },
    LZ4(2, "at.yawk.lz4:lz4-java") {
      @Override
      Compressor compressor() {
        return Lz4.INSTANCE;
      }
    },
    ZSTD(3, "com.github.luben:zstd-jni") {
      @Override
      Compressor compressor() {
        return Zstandard.INSTANCE;
      }
    };

    private final int number;
    private final String library;

    Ways(int number, String library) {
      this.number = number;
      this.library = library;
    }

    /**
     * The way itself.
     *
     * @throws LinkageError if its library is not there
     */
    abstract Compressor compressor();

    static Ways of(int number) {
      for (Ways way : values()) {
        if (way.number == number) {
          return way;
        }
      }
      throw CodecException.malformed("bytes compressed in the unknown way " + number);
    }
  }

  private Packing(@Nullable Ways own, long over, long most) {
    this.own = own;
    this.over = over;
    this.most = Math.max(most, ALWAYS_READ);
  }

  /**
   * The packing that a configuration asks for.
   *
   * @param cache the name of the cache, for messages
   * @param compression how values are compressed that are written
   * @param over values of more bytes are
   * @param most the most bytes of a value
   * @throws IllegalArgumentException if the library is not there that it takes; names it
   */
  public static Packing of(String cache, Compression compression, long over, long most) {
    if (compression == Compression.NONE) {
      return new Packing(null, over, most);
    }
    Ways way = Ways.valueOf(compression.name());
    try {
      Compressor unused = way.compressor();
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "Cache '%s': compress: %s needs the library %s on the class path (%s); allowed without it: none, deflate"
              .formatted(cache, compression.configName(), way.library, e),
          e);
    }
    return new Packing(way, over, most);
  }

  /** What values become on their way out. Immutable, as long as nobody writes into the bytes. */
  static final class Packed {
    private final int way;
    private final byte[] bytes;

    private Packed(int way, byte[] bytes) {
      this.way = way;
      this.bytes = bytes;
    }

    /** The number of the way in which the bytes are compressed, 0 for none. */
    int way() {
      return way;
    }

    /** The bytes. */
    byte[] bytes() {
      return bytes;
    }
  }

  /** The bytes compressed, if that makes them fewer, and as they are if not. */
  Packed pack(byte[] bytes) {
    if (own != null && bytes.length > over) {
      byte[] fewer = own.compressor().compress(bytes);
      if (fewer.length + Head.MOST_BYTES < bytes.length) {
        return new Packed(own.number, fewer);
      }
    }
    return new Packed(0, bytes);
  }

  /** A promised length, as far as it can be kept. */
  int within(int promised) {
    return (int) Math.min(promised, most);
  }

  /**
   * The bytes behind a head as they were before they were compressed.
   *
   * @param bytes what is compressed, to the end
   * @param offset where that begins
   * @throws CodecException if they are damaged, too many, or compressed in a way that is not here
   */
  byte[] unpack(Head head, byte[] bytes, int offset) {
    Ways way = Ways.of(head.compression());
    if (head.length() > most) {
      throw CodecException.malformed(
          "compressed bytes that promise to be %d, and %d is the most"
              .formatted(head.length(), most));
    }
    try {
      return way.compressor().expand(bytes, offset, head.length());
    } catch (LinkageError e) {
      throw CodecException.malformed(
          "they are compressed, and reading them needs the library %s on the class path (%s)"
              .formatted(way.library, e));
    }
  }
}
