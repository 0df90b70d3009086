package org.entresol.console.web;

/** What answers the requests for one path. Thread-safe. */
@FunctionalInterface
public interface Route {

  /**
   * The answer: what {@link Json} writes.
   *
   * @throws Refusal if it is not given
   */
  Object answer(Call call);
}
