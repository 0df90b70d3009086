package org.entresol.model;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.time.FakeClock;

/**
 * One of the two caches with everything around it.
 *
 * @param statistics its counters, as text
 * @param content its present entries with their instants of expiry
 * @param optional the expiry events of which listeners need not hear
 * @param late what an asynchronous listener hears
 */
record World(
    Setup setup,
    Cache<Integer, Box> cache,
    FakeClock clock,
    Source source,
    ExpiryPolicy policy,
    EventLog events,
    Supplier<String> statistics,
    Supplier<Map<Integer, String>> content,
    Predicate<Event> optional,
    EventLog late)
    implements AutoCloseable {

  /** Carries one step out and looks at everything that can be seen of it. */
  Observation run(Step step) {
    source.plan(step.conditions());
    if (policy instanceof PlannedPolicy planned) {
      planned.plan(step.conditions());
    }
    String outcome = new Attempt(cache, clock, setup.scale(), step).run();
    return new Observation(
        outcome,
        source.takeCalls(),
        source.toString(),
        (policy instanceof PlannedPolicy planned) ? planned.counts() : "not counted",
        (setup.listeners() == Setup.Listeners.NONE) ? Map.of() : events.takeChanges(),
        statistics.get(),
        content.get());
  }

  /** Closes the cache, and with it the way to the asynchronous listener. */
  @Override
  public void close() {
    cache.close();
  }

  /**
   * What can be seen after a step.
   *
   * @param outcome what the operation returned or threw
   * @param calls the calls of loader and writer
   * @param source the content of the source
   * @param questions how often the policy was asked
   * @param events what listeners were told, by key
   */
  record Observation(
      String outcome,
      List<String> calls,
      String source,
      String questions,
      Map<Integer, List<Event>> events,
      String statistics,
      Map<Integer, String> content) {}
}
