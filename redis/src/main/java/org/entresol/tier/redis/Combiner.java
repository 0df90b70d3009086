package org.entresol.tier.redis;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sending of what several threads want to have sent at the same moment as one command: whoever
 * is just sending takes along what has come meanwhile, and nobody waits for company (flat
 * combining, Hendler et al., SPAA 2010). A command costs client and server more than an item in
 * one, so the busier they are the less each item costs. Thread-safe.
 *
 * @param <T> the type of items
 * @param <R> the type of their answers
 */
final class Combiner<T, R> {

  /** The most items of one command: a script holds up everybody else while it runs. */
  private static final int MOST = 64;

  /** How many commands one thread sends for others before it goes back to its own work. */
  private static final int MOST_COMMANDS = 8;

  private final Queue<Waiting<T, R>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean sending = new AtomicBoolean();
  private final Function<List<T>, CompletableFuture<List<R>>> command;
  private final Executor background;

  /**
   * Creates the sending of one kind of command.
   *
   * @param command sends items, of which there is at least one, and gives an answer for each, in
   *     their order
   * @param background goes on where a thread has sent enough for others
   */
  Combiner(Function<List<T>, CompletableFuture<List<R>>> command, Executor background) {
    this.command = command;
    this.background = background;
  }

  private record Waiting<T, R>(T item, CompletableFuture<R> answer) {}

  /** Sends an item, perhaps with those of others, whose failure it then shares. */
  CompletableFuture<R> send(T item) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    waiting.add(new Waiting<>(item, answer));
    sendAll();
    return answer;
  }

  private void sendAll() {
    for (int i = 0; !waiting.isEmpty() && sending.compareAndSet(false, true); i++) {
      boolean enough = i == MOST_COMMANDS;
      try {
        if (!enough) {
          sendSome();
        }
      } finally {
        sending.set(false);
      }
      if (enough) {
        goOnElsewhere();
        return;
      }
    }
  }

  private void goOnElsewhere() {
    try {
      background.execute(this::sendAll);
    } catch (RejectedExecutionException e) {
      sendAll(); // All is being closed, and nobody gives anything any more.
    }
  }

  private void sendSome() {
    List<Waiting<T, R>> some = new ArrayList<>();
    Waiting<T, R> next = waiting.poll();
    while (next != null) {
      some.add(next);
      next = (some.size() < MOST) ? waiting.poll() : null;
    }
    if (some.isEmpty()) {
      return;
    }
    CompletableFuture<List<R>> answers;
    try {
      answers = command.apply(some.stream().map(Waiting::item).toList());
    } catch (RuntimeException | Error e) {
      answers = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<List<R>> unused =
        answers.whenComplete((given, failure) -> tell(some, given, failure));
  }

  private static <T, R> void tell(
      List<Waiting<T, R>> some, @Nullable List<R> given, @Nullable Throwable failure) {
    for (int i = 0; i < some.size(); i++) {
      if (given == null) {
        some.get(i).answer().completeExceptionally(requireNonNull(failure));
      } else {
        some.get(i).answer().complete(given.get(i));
      }
    }
  }
}
