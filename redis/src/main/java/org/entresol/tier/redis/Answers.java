package org.entresol.tier.redis;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.redisson.api.RFuture;
import org.redisson.command.CommandAsyncExecutor;

/**
 * The waiting for what Redis answers: none of it is longer than the configured time.
 *
 * <p>The client drops a command that is given up here, if it still waits to be sent: a change that
 * nobody waits for any more must not be made behind everybody's back. Its timer ends with it. That
 * of {@link CompletableFuture#orTimeout} is the JVM's, and would keep the class loader of the
 * application that is the first to need it. Thread-safe.
 */
final class Answers {

  /** How often a question is asked at most, at even distances, within the time of one call. */
  private static final int ATTEMPTS = 4;

  private final CommandAsyncExecutor commands;
  private final long timeout;

  /**
   * Creates the waiting.
   *
   * @param timeout the longest that one call waits, in nanoseconds
   */
  Answers(CommandAsyncExecutor commands, long timeout) {
    this.commands = commands;
    this.timeout = timeout;
  }

  /**
   * Gives an answer up that Redis may give later than those of other commands.
   *
   * @param later by how much
   */
  <T> CompletableFuture<T> limited(RFuture<T> answer, Duration later) {
    CompletableFuture<T> future = answer.toCompletableFuture();
    Timeout end =
        in(timeout + later.toNanos(), () -> future.completeExceptionally(new TimeoutException()));
    return future.whenComplete((result, failure) -> end.cancel());
  }

  /**
   * Waits for an answer that Redis may give later than those of other commands. Interrupts do not
   * end the wait.
   *
   * @param later by how much
   */
  <T> T await(CompletableFuture<T> answer, Duration later)
      throws ExecutionException, TimeoutException {
    boolean interrupted = false;
    long deadline = System.nanoTime() + timeout + later.toNanos();
    try {
      while (true) {
        try {
          return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until answers are there or given up; whoever sent the commands is told what failed. */
  void settle(Collection<CompletableFuture<?>> sent) {
    try {
      await(CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)), Duration.ZERO);
    } catch (TimeoutException e) {
      sent.forEach(answer -> answer.completeExceptionally(e));
    } catch (ExecutionException e) {
      // One of them has failed, after all of them had ended.
    }
  }

  /**
   * The answer to a question that may be asked again: who waits on a connection that has died does
   * not hear of it, and the client would let the whole time pass first.
   */
  <T> CompletableFuture<T> repeated(Supplier<RFuture<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    ask(answer, question, ATTEMPTS);
    return answer;
  }

  private <T> void ask(CompletableFuture<T> answer, Supplier<RFuture<T>> question, int left) {
    CompletableFuture<T> sent = question.get().toCompletableFuture();
    Timeout next = in(timeout / ATTEMPTS, () -> askAgain(answer, question, left - 1));
    CompletableFuture<T> unusedTold =
        sent.whenComplete(
            (result, failure) -> {
              if (failure == null) {
                answer.complete(result);
              } else if (left == 1 || !RedisConnection.isAbsence(failure)) {
                answer.completeExceptionally(failure);
              }
            });
    CompletableFuture<T> unusedEnd =
        answer.whenComplete(
            (result, failure) -> {
              next.cancel();
              sent.completeExceptionally(new TimeoutException());
            });
  }

  private <T> void askAgain(CompletableFuture<T> answer, Supplier<RFuture<T>> question, int left) {
    if (left == 0) {
      answer.completeExceptionally(new TimeoutException());
    } else if (!answer.isDone()) {
      ask(answer, question, left);
    }
  }

  private Timeout in(long nanos, Runnable task) {
    return commands.getServiceManager().newTimeout(due -> task.run(), nanos, TimeUnit.NANOSECONDS);
  }
}
