package org.entresol.codec.envelope;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.entresol.codec.CodecException;

/** LZ4, as one block. Whoever names it where its library is not gets an error. Thread-safe. */
final class Lz4 implements Compressor {

  static final Compressor INSTANCE = new Lz4();

  private final LZ4Compressor compressor;

  /** The one that believes no length in the bytes. */
  private final LZ4SafeDecompressor decompressor;

  private Lz4() {
    LZ4Factory factory = LZ4Factory.fastestInstance();
    this.compressor = factory.fastCompressor();
    this.decompressor = factory.safeDecompressor();
  }

  @Override
  public byte[] compress(byte[] bytes) {
    return compressor.compress(bytes);
  }

  @Override
  public byte[] expand(byte[] bytes, int offset, int length) {
    byte[] all = new byte[length];
    try {
      int made = decompressor.decompress(bytes, offset, bytes.length - offset, all, 0, length);
      if (made != length) {
        throw CodecException.malformed("compressed bytes that are not as many as they say");
      }
      return all;
    } catch (LZ4Exception | ArrayIndexOutOfBoundsException e) {
      throw CodecException.malformed("compressed bytes that are damaged (" + e.getMessage() + ")");
    }
  }
}
