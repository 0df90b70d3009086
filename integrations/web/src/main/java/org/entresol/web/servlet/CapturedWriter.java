package org.entresol.web.servlet;

import jakarta.servlet.ServletOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/**
 * Writes characters to the content of an answer. It keeps none back: an answer that goes on
 * asynchronously may be complete without anybody's flushing it. Used by one thread at a time.
 */
final class CapturedWriter extends Writer {
  private final ServletOutputStream content;
  private final Writer encoder;

  CapturedWriter(ServletOutputStream content, Charset charset) {
    this.content = content;
    this.encoder = new OutputStreamWriter(new Unflushed(content), charset);
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    encoder.write(characters, from, length);
    encoder.flush();
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    encoder.write(text, from, length);
    encoder.flush();
  }

  @Override
  public void flush() throws IOException {
    content.flush();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /** The content, which an encoder gives its bytes without sending them to the client. */
  private static final class Unflushed extends FilterOutputStream {
    private Unflushed(OutputStream content) {
      super(content);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void flush() {
      // The content is flushed when the handler says so.
    }
  }
}
