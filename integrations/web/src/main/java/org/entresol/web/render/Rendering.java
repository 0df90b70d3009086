package org.entresol.web.render;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.entresol.Timed;
import org.entresol.web.store.Stored;
import org.jspecify.annotations.Nullable;

/**
 * One rendering of a key: between the request that renders, the load that waits for it with the
 * key's lock and ticket in hand, and the requests that wait for what is kept. Thread-safe.
 */
public final class Rendering {
  /** How long a client waits for its answer to be kept before it is given. */
  private static final Duration LOAD = Duration.ofSeconds(1);

  /** What the request that asked for the leave to render is to do. */
  public enum Leave {
    /** Render: nobody else does, on any node. */
    GRANTED,
    /** Look again: another node was faster. */
    NEEDLESS,
    /** Render for itself only: the cache cannot be asked, or was too slow. */
    DENIED
  }

  /** How it ended for those who wait. */
  public enum End {
    /** There may be something kept now. */
    LOOK,
    /** Nothing is kept: everybody renders alone. */
    ALONE
  }

  private final CompletableFuture<Leave> leave = new CompletableFuture<>();
  private final CompletableFuture<Optional<Timed<Stored>>> rendered = new CompletableFuture<>();
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();
  private final CompletableFuture<Boolean> abandoned = new CompletableFuture<>();

  Rendering() {}

  /** A rendering that has been done already. */
  static Rendering of(Timed<Stored> done) {
    Rendering rendering = new Rendering();
    rendering.rendered.complete(Optional.of(done));
    return rendering;
  }

  // ---- the request that renders

  /** Waits for the leave to render; who gets it has to end it in any case. */
  public Leave awaitLeave(Duration most) throws InterruptedException {
    Leave given = within(leave, most);
    return given == null ? denied() : given;
  }

  /** As {@link #awaitLeave(Duration)}, for who has no thread to wait with. */
  public CompletableFuture<Leave> leaveWithin(Duration most) {
    return later(leave, most).thenApply(given -> given.orElseGet(this::denied));
  }

  /** Nobody may wait for a rendering that nobody does. */
  private Leave denied() {
    leave.complete(Leave.DENIED);
    release();
    return leave.join();
  }

  /** Says what is to be kept. Only the first word counts. */
  public void keep(Timed<Stored> value) {
    rendered.complete(Optional.of(value));
  }

  /** Says that nothing is to be kept that others could wait for; without effect if it was kept. */
  public void release() {
    if (rendered.complete(Optional.empty())) {
      end.complete(End.ALONE);
    }
  }

  /** Says that the rendering was needless: what is kept already is good. */
  public void leave() {
    rendered.complete(Optional.empty());
  }

  /**
   * Waits until the load has done what it was told: then what is said to be kept is, and who comes
   * next begins anew. No longer than a client may be let wait for that.
   */
  public void awaitLoad() throws InterruptedException {
    within(loaded, LOAD);
  }

  /** As {@link #awaitLoad()}, for who has no thread to wait with; true if it has. */
  public CompletableFuture<Boolean> load() {
    return later(loaded, LOAD).thenApply(Optional::isPresent);
  }

  /** Completes if the load waits for it no longer, as it takes too long: nothing is kept of it. */
  public CompletableFuture<Boolean> abandonment() {
    return abandoned.copy();
  }

  // ---- the requests that wait

  /** Waits for the end. */
  public End awaitEnd(Duration most) throws InterruptedException {
    End ended = within(end, most);
    return ended == null ? End.ALONE : ended;
  }

  /** As {@link #awaitEnd(Duration)}, for who has no thread to wait with. */
  public CompletableFuture<End> endWithin(Duration most) {
    return later(end, most).thenApply(ended -> ended.orElse(End.ALONE));
  }

  // ---- the load

  /**
   * Gives leave to render, and waits for what is rendered.
   *
   * @return null if nothing is kept
   */
  @Nullable Timed<Stored> request(Duration most) throws InterruptedException {
    leave.complete(Leave.GRANTED);
    if (within(rendered, most) == null) {
      release();
      abandoned.complete(true);
    }
    return rendered.join().orElse(null);
  }

  /** Ends it, with or without a rendering. */
  void end(Leave instead) {
    leave.complete(instead);
    end.complete(instead == Leave.DENIED ? End.ALONE : End.LOOK);
    loaded.complete(true);
  }

  private static <T> CompletableFuture<Optional<T>> later(
      CompletableFuture<T> future, Duration most) {
    return future
        .thenApply(Optional::of)
        .completeOnTimeout(Optional.empty(), most.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static <T> @Nullable T within(CompletableFuture<T> future, Duration most)
      throws InterruptedException {
    try {
      return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
