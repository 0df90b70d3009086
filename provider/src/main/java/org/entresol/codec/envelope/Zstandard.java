package org.entresol.codec.envelope;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import org.entresol.codec.CodecException;

/** Zstandard, as one frame. Whoever names it where its library is not gets an error. Stateless. */
final class Zstandard implements Compressor {

  static final Compressor INSTANCE = new Zstandard();

  private static final int LEVEL = 3;

  /** Fails at once where the native library cannot be loaded. */
  private Zstandard() {
    int unused = Zstd.defaultCompressionLevel();
  }

  @Override
  public byte[] compress(byte[] bytes) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(LEVEL).setContentSize(false).compress(bytes);
    }
  }

  @Override
  public byte[] expand(byte[] bytes, int offset, int length) {
    byte[] all = new byte[length];
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      int made = context.decompressByteArray(all, 0, length, bytes, offset, bytes.length - offset);
      if (made != length) {
        throw CodecException.malformed("compressed bytes that are not as many as they say");
      }
      return all;
    } catch (ZstdException e) {
      throw CodecException.malformed("compressed bytes that are damaged (" + e.getMessage() + ")");
    }
  }
}
