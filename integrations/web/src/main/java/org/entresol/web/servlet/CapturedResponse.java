package org.entresol.web.servlet;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Watch;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is held back until it is known whether it is kept. As soon as something is against
 * that, it is released: what there is goes to the client, and all that follows goes straight
 * through. Status and fields are fixed once the handler has flushed it. Used by one thread at a
 * time.
 */
@SuppressWarnings(
    "NullAway") // what a container takes and gives may be null, as its interface does not say
final class CapturedResponse extends WatchedResponse {

  /** Where the answer goes. */
  private enum Way {
    HELD,
    /** As it is written, with a copy of what may be kept still. */
    COPIED,
    THROUGH,
    NOWHERE,
    /** The client gets what is kept once the handler ends: it has said that it is what it was. */
    UNCHANGED
  }

  private static final int NOT_MODIFIED = HttpServletResponse.SC_NOT_MODIFIED;

  private final HttpServletResponse client;
  private final CapturedContent content;
  private volatile Way way = Way.HELD;
  private volatile boolean ended;
  private boolean fixed;
  private boolean late;
  private boolean streams;
  private @Nullable PrintWriter writer;
  private @Nullable String status;
  private @Nullable Kept kept;
  private Headers saidThrough = Headers.NONE;

  /** What is said beside it once it goes to the client; null unless it may fail before that. */
  private volatile @Nullable Headers undecided;

  /**
   * Holds nothing yet.
   *
   * @param limit the most bytes of content that are held back
   * @param answered whether the client has its answer already, so that this one is for nobody
   */
  CapturedResponse(
      HttpServletResponse client,
      HttpServletRequest request,
      int limit,
      Watch watch,
      boolean answered) {
    super(client, request, watch, answered);
    this.client = client;
    this.content = new CapturedContent(limit, watch, this::decide);
  }

  @Override
  boolean isThrough() {
    return way == Way.THROUGH || isCopied();
  }

  @Override
  boolean isCopied() {
    return way == Way.COPIED;
  }

  @Override
  boolean isFixed() {
    return fixed || (isCopied() && client.isCommitted());
  }

  /** Says what the client gets where the handler says 304, as it was asked by us and not by it. */
  void validates(Kept answer) {
    kept = answer;
  }

  /** Whether the handler has said, as far as it has come, that what is kept is what it was. */
  boolean isValidated() {
    return way == Way.HELD && kept != null && head().status() == NOT_MODIFIED;
  }

  /** Whether it goes to nobody. */
  boolean isDropped() {
    return way == Way.NOWHERE;
  }

  /** Whether the client was sent anything past this. */
  boolean wasBypassed() {
    return way == Way.HELD && !answered && client.isCommitted();
  }

  /** The content, once all of it is written. */
  byte[] content() {
    flushWriter();
    return content.held();
  }

  /** The {@code Cache-Status} with which it goes to the client, if it does. */
  void cacheStatus(String text) {
    status = text;
  }

  /**
   * Lets it go to the client as it is written, and keeps a copy; where the client has its answer
   * already, it is held back as before.
   *
   * @param beside what the client is told beside what is said
   */
  void copy(Headers beside) {
    if (way != Way.HELD || answered) {
      return;
    }
    if (isDeafToHead() || isValidated()) {
      watch.see(Refusal.ASYNC);
      return;
    }
    let(Way.COPIED, beside);
  }

  /**
   * Holds it back until there is content, it is flushed or complete: as long as it has said nothing
   * but that it failed, there may be another answer in its place.
   *
   * @param beside what the client is told beside what is said, as soon as it is {@linkplain
   *     #copy(Headers) let go}
   */
  void holdUntilDecided(Headers beside) {
    undecided = beside;
  }

  /** Whether there may be another answer in its place still. */
  boolean isUndecided() {
    return undecided != null && way == Way.HELD;
  }

  /** It goes to the client, or has failed. */
  void decide() {
    Headers beside = undecided;
    if (beside == null) {
      return;
    }
    undecided = null;
    if (way == Way.HELD && head().status() >= SC_INTERNAL_SERVER_ERROR) {
      watch.see(Refusal.ERROR);
    } else {
      copy(beside);
    }
  }

  /** Lets it go to the client; or to nobody, if the client has its answer. */
  void release() {
    if (isCopied()) {
      way = Way.THROUGH;
      content.forget();
    }
    if (way != Way.HELD) {
      return;
    }
    if (answered) {
      drop();
      return;
    }
    late = isDeafToHead();
    if (late) {
      return;
    }
    Headers beside = status == null ? Headers.NONE : Headers.NONE.with("Cache-Status", status);
    if (isValidated()) {
      beside.forEach(client::addHeader);
      way = Way.UNCHANGED;
      content.drop();
      return;
    }
    let(Way.THROUGH, beside);
  }

  private void let(Way next, Headers beside) {
    way = next;
    head().say(client);
    beside.forEach(client::addHeader);
    try {
      if (streams || writer != null) {
        content.release(client.getOutputStream(), isCopied());
      }
      if (fixed) {
        client.flushBuffer();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The client has not asked whether anything has changed, and is not told that nothing has. */
  @Override
  public void setStatus(int code) {
    boolean ours = code == NOT_MODIFIED && kept != null && !isIncluded();
    if (ours && isCopied() && !client.isCommitted()) {
      watch.see(Refusal.ASYNC);
    }
    if (ours && way == Way.THROUGH && !client.isCommitted()) {
      saidThrough = CapturedHead.saidTo(client);
      if (writer != null) {
        // Whoever took the client's characters would not let it have bytes.
        Collection<String> cookies = List.copyOf(client.getHeaders("Set-Cookie"));
        client.reset();
        cookies.forEach(cookie -> client.addHeader("Set-Cookie", cookie));
        writer = null;
      }
      head().reset();
      way = Way.UNCHANGED;
      content.drop();
    }
    super.setStatus(code);
    try {
      giveUnchanged(ended);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it go to nobody. */
  void drop() {
    way = Way.NOWHERE;
    content.drop();
  }

  /** Ends what the handler has left open. */
  void end() throws IOException {
    flushWriter();
    leave();
  }

  /** The thread of the request leaves it; others may go on. */
  void leave() throws IOException {
    if (late) {
      release();
    }
    ended = true;
    giveUnchanged(true);
  }

  /**
   * Once the handler has ended; it may have left another thread to say that nothing has changed.
   */
  private synchronized void giveUnchanged(boolean now) throws IOException {
    if (now && way == Way.UNCHANGED) {
      way = Way.THROUGH;
      requireNonNull(kept).give(saidThrough.and(headers()));
    }
  }

  private void flushWriter() {
    // Where it is copied it may be complete already, and no character is kept back.
    if (writer != null && !isCopied()) {
      writer.flush();
    }
  }

  /** Whoever sees it finds the status; the page is the container's. */
  @Override
  void fail(int code) {
    if (code == NOT_MODIFIED && kept != null) {
      setStatus(code);
      fixed = true;
      return;
    }
    if (way == Way.UNCHANGED) {
      way = Way.THROUGH;
    }
    if (way == Way.HELD && !fixed) {
      head().status(code);
      content.clear();
    }
    watch.see(Refusal.ERROR);
  }

  // ---- content

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (writer != null) {
      throw new IllegalStateException("getWriter was called already");
    }
    if (!streams && isThrough()) {
      content.release(super.getOutputStream(), isCopied());
    }
    streams = true;
    return content;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (streams) {
      throw new IllegalStateException("getOutputStream was called already");
    }
    if (writer == null) {
      if (way == Way.THROUGH) {
        writer = super.getWriter();
      } else {
        writer = new PrintWriter(new CapturedWriter(content, head().charset(unsaidEncoding())));
        if (isCopied()) {
          super.setCharacterEncoding(head().encoding());
          content.release(client.getOutputStream(), true);
        }
      }
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    flushWriter();
    decide();
    if (isThrough()) {
      super.flushBuffer();
    }
    fixed = true;
  }

  @Override
  public boolean isCommitted() {
    return isThrough() ? super.isCommitted() : fixed;
  }

  @Override
  public void reset() {
    if (isIncluded()) {
      return;
    }
    requireOpen();
    if (isThrough()) {
      super.reset();
    }
    head().reset();
    content.clear();
    streams = false;
    writer = null;
  }

  @Override
  public void resetBuffer() {
    requireOpen();
    flushWriter();
    if (isThrough()) {
      super.resetBuffer();
    }
    content.clear();
  }

  private void requireOpen() {
    if (isCommitted()) {
      throw new IllegalStateException("The answer is committed already");
    }
  }

  @Override
  public void setBufferSize(int size) {
    if (isThrough()) {
      super.setBufferSize(size);
    }
  }
}
