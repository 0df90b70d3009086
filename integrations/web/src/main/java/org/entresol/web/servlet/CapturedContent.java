package org.entresol.web.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Watch;
import org.jspecify.annotations.Nullable;

/**
 * The content of an answer: held back up to a limit, and once it is released, written through to
 * the client, with or without a copy. To flush it while it is held back does nothing. Used by one
 * thread at a time.
 */
final class CapturedContent extends ServletOutputStream {
  private final int limit;
  private final Watch watch;
  private final Runnable beginning;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable ServletOutputStream through;
  private boolean copied;
  private boolean dropped;

  /**
   * Holds nothing yet.
   *
   * @param limit the most bytes that are held back
   * @param watch is told that there are more, which has to release what is held
   * @param beginning runs before anything is written or flushed, each time
   */
  CapturedContent(int limit, Watch watch, Runnable beginning) {
    this.limit = limit;
    this.watch = watch;
    this.beginning = beginning;
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

  /**
   * Writes what is held to the client, and all that comes.
   *
   * @param copies whether all of it is held as well
   */
  void release(ServletOutputStream client, boolean copies) throws IOException {
    through = client;
    if (held.size() > 0) {
      send(() -> held.writeTo(client));
    }
    copied = copies;
    if (!copies) {
      held.reset();
    }
  }

  /** Holds nothing any more of what is written through. */
  void forget() {
    copied = false;
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
    beginning.run();
    boolean holding = (through == null || copied) && !dropped;
    if (holding && length > limit - held.size()) {
      watch.see(Refusal.SIZE);
    }
    ServletOutputStream client = through;
    if (client != null) {
      send(() -> client.write(bytes, from, length));
    }
    if ((client == null || copied) && !dropped) {
      held.write(bytes, from, length);
    }
  }

  /** Something that is done to the client's. */
  @FunctionalInterface
  private interface Sending {
    void run() throws IOException;
  }

  /** What does not arrive may be a part only of what there was to be. */
  private void send(Sending sending) throws IOException {
    try {
      sending.run();
    } catch (IOException e) {
      watch.see(Refusal.ERROR);
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    beginning.run();
    ServletOutputStream client = through;
    if (client != null) {
      send(client::flush);
    }
  }

  @Override
  public void close() throws IOException {
    beginning.run();
    ServletOutputStream client = through;
    if (client != null) {
      send(client::close);
    }
  }

  @Override
  public boolean isReady() {
    return through == null || through.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    beginning.run();
    if (through == null) {
      watch.see(Refusal.ASYNC);
    }
    if (through == null) {
      throw new IllegalStateException(
          "An answer that nobody waits for cannot be written like this");
    }
    through.setWriteListener(new Writing(listener, watch));
  }

  /** Writes as the client takes it, unless that fails. */
  private record Writing(WriteListener listener, Watch watch) implements WriteListener {
    @Override
    public void onWritePossible() throws IOException {
      listener.onWritePossible();
    }

    @Override
    public void onError(Throwable failure) {
      watch.see(Refusal.ERROR);
      listener.onError(failure);
    }
  }
}
