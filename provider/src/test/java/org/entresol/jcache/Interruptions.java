package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.cache.CacheException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an interrupt has to do to a call that waits. */
final class Interruptions {

  private Interruptions() {}

  /** Asserts that an interrupt ends a call that waits, with a failure, and stays set. */
  static void assertEnds(ThrowingCallable call) {
    Crew.Task<Boolean> waiting =
        Crew.start(
                () -> {
                  assertThatThrownBy(call)
                      .isInstanceOf(CacheException.class)
                      .hasMessageContaining("interrupted");
                  return Thread.currentThread().isInterrupted();
                })
            .awaitBlocked();

    waiting.interrupt();

    assertThat(waiting.result()).isTrue();
  }
}
