package org.entresol.tier.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.entresol.tier.TierException;

/**
 * The joining of those who share a Redis, in a limited time.
 *
 * <p>Redisson connects while its caller waits, and bounds each step of it alone: the handshakes of
 * several connections with a server that speaks another language take a minute. So it connects on a
 * thread of its own, and what it still brings when nobody waits any more is closed.
 */
final class Joining<T> {

  private final RedisSettings settings;
  private final Supplier<T> connecting;
  private final Consumer<T> closing;
  private final CompletableFuture<T> joined = new CompletableFuture<>();

  private Joining(RedisSettings settings, Supplier<T> connecting, Consumer<T> closing) {
    this.settings = settings;
    this.connecting = connecting;
    this.closing = closing;
  }

  /**
   * Connects.
   *
   * @param connecting makes what is joined
   * @param closing ends what nobody waits for any more
   * @throws TierException if Redis is not there in time, or not to be used
   * @throws RuntimeException what Redisson throws when it refuses the configuration
   */
  static <T> T join(RedisSettings settings, Supplier<T> connecting, Consumer<T> closing) {
    Joining<T> joining = new Joining<>(settings, connecting, closing);
    Thread thread = new Thread(joining::connect, "entresol-connect");
    thread.setDaemon(true);
    thread.start();
    return joining.await(thread);
  }

  private void connect() {
    try {
      T made = connecting.get();
      if (!joined.complete(made)) {
        closing.accept(made);
      }
    } catch (RuntimeException | Error e) {
      joined.completeExceptionally(e);
    }
  }

  private T await(Thread thread) {
    try {
      return joined.get(settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (TimeoutException e) {
      return giveUp(thread, late(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp(thread, "the thread that waited for it was interrupted", e);
    }
  }

  private String late() {
    String hint =
        settings.addresses().contains("rediss:")
            ? "; with rediss the server has to speak TLS, with a certificate that this JVM trusts"
            : "";
    return "no connection within %d ms (connect-timeout)%s"
        .formatted(settings.connectTimeout().toMillis(), hint);
  }

  /** What has come in the last moment is taken all the same. */
  private T giveUp(Thread thread, String said, Exception reason) {
    if (joined.completeExceptionally(RedisConnection.unreachable(settings, said, reason))) {
      thread.interrupt();
    }
    try {
      return joined.join();
    } catch (CompletionException e) {
      throw thrown(e);
    }
  }

  private static RuntimeException thrown(Exception failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return (cause instanceof RuntimeException thrown) ? thrown : new IllegalStateException(failure);
  }
}
