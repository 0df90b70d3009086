package org.entresol.web.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.entresol.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The content of an answer: held back up to a limit, and once it is released, written through to
 * the client. To flush it while it is held back does nothing. Used by one thread at a time.
 */
final class CapturedContent extends ServletOutputStream {
  private final int limit;
  private final Watch watch;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable ServletOutputStream through;
  private boolean dropped;

  /**
   * Holds nothing yet.
   *
   * @param limit the most bytes that are held back
   * @param watch is told that there are more, which has to release what is held
   */
  CapturedContent(int limit, Watch watch) {
    this.limit = limit;
    this.watch = watch;
  }

  byte[] held() {
    return held.toByteArray();
  }

  int size() {
    return held.size();
  }

  void clear() {
    held.reset();
  }

  /** Writes what is held to the client, and all that comes. */
  void release(ServletOutputStream client) throws IOException {
    through = client;
    if (held.size() > 0) {
      held.writeTo(client);
    }
    held.reset();
  }

  /** Writes nothing any more, to nobody. */
  void drop() {
    dropped = true;
    through = null;
    held.reset();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (through == null && !dropped && length > limit - held.size()) {
      watch.see(Refusal.SIZE);
    }
    if (through != null) {
      through.write(bytes, from, length);
    } else if (!dropped) {
      held.write(bytes, from, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (through != null) {
      through.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (through != null) {
      through.close();
    }
  }

  @Override
  public boolean isReady() {
    return through == null || through.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    watch.see(Refusal.ASYNC);
    if (through == null) {
      throw new IllegalStateException(
          "An answer that nobody waits for cannot be written like this");
    }
    through.setWriteListener(listener);
  }
}
