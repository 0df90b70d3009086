package org.entresol.spring.boot;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Results of methods that are complete later than the method returns. Stateless. */
final class LaterResults {
  private static final boolean REACTIVE =
      ClassUtils.isPresent("reactor.core.publisher.Mono", LaterResults.class.getClassLoader());

  private LaterResults() {}

  /**
   * Does something with the value of a result when that is complete, and before whoever waits for
   * it goes on; not if it fails.
   *
   * @param task is given the value; null for none, and for a stream of several
   * @param waiting where it is done if the result comes later
   * @return the result, which is complete when the task is done
   */
  static @Nullable Object then(
      @Nullable Object result, Consumer<@Nullable Object> task, Supplier<Executor> waiting) {
    if (result instanceof CompletionStage<?> later) {
      return later.thenApplyAsync(
          value -> {
            task.accept(value);
            return value;
          },
          waiting.get());
    }
    ReactiveAdapter adapter =
        REACTIVE && result != null
            ? ReactiveAdapterRegistry.getSharedInstance().getAdapter(result.getClass())
            : null;
    if (adapter != null) {
      Scheduler scheduler = Schedulers.fromExecutor(waiting.get());
      return Streams.then(adapter, adapter.toPublisher(result), task, scheduler);
    }
    task.accept(result);
    return result;
  }

  /** What needs Reactor. */
  private static final class Streams {

    static Object then(
        ReactiveAdapter adapter,
        Publisher<Object> result,
        Consumer<@Nullable Object> task,
        Scheduler scheduler) {
      return adapter.fromPublisher(
          adapter.isMultiValue()
              ? Flux.from(result).concatWith(done(task, null, scheduler))
              : Mono.from(result)
                  .map(Optional::of)
                  .defaultIfEmpty(Optional.empty())
                  .flatMap(
                      value ->
                          done(task, value.orElse(null), scheduler).then(Mono.justOrEmpty(value))));
    }

    private static Mono<Object> done(
        Consumer<@Nullable Object> task, @Nullable Object value, Scheduler scheduler) {
      return Mono.fromRunnable(() -> task.accept(value)).subscribeOn(scheduler);
    }
  }
}
