package org.entresol.codec.envelope;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.entresol.codec.CodecException;

/** The JDK's own compression, without a header or a check sum around it. Stateless. */
final class Deflate implements Compressor {

  static final Compressor INSTANCE = new Deflate();

  /** Another one costs a third of the time more and gains a few percent. */
  private static final int LEVEL = 4;

  private Deflate() {}

  @Override
  public byte[] compress(byte[] bytes) {
    Deflater deflater = new Deflater(LEVEL, true);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      // What does not fit is not fewer.
      byte[] fewer = new byte[bytes.length];
      int length = deflater.deflate(fewer);
      return deflater.finished() ? Arrays.copyOf(fewer, length) : bytes;
    } finally {
      deflater.end();
    }
  }

  @Override
  public byte[] expand(byte[] bytes, int offset, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, offset, bytes.length - offset);
      byte[] all = new byte[length];
      int made = inflater.inflate(all);
      // The end of the stream may come behind the last byte.
      boolean ends =
          inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
      if (made != length || !ends || inflater.getRemaining() != 0) {
        throw CodecException.malformed("compressed bytes that are not as many as they say");
      }
      return all;
    } catch (DataFormatException e) {
      throw CodecException.malformed("compressed bytes that are damaged (" + e.getMessage() + ")");
    } finally {
      inflater.end();
    }
  }
}
