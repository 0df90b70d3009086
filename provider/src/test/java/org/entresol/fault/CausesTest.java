package org.entresol.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lies behind failures, however they hang together. */
@Tag("unit")
@Timeout(10)
class CausesTest {

  private static Throwable circle() {
    Throwable one = new IllegalStateException("one");
    Throwable two = new IOException("two", one);
    one.initCause(two);
    return one;
  }

  private static Throwable chain(int length) {
    Throwable failure = new IOException("bottom");
    for (int i = 1; i < length; i++) {
      failure = new IllegalStateException("above", failure);
    }
    return failure;
  }

  @Test
  void of_failure_isItAndAllBehindItInTheirOrder() {
    Throwable bottom = new IOException("bottom");
    Throwable middle = new IllegalStateException("middle", bottom);
    Throwable top = new IllegalArgumentException("top", middle);

    assertThat(Causes.of(top)).containsExactly(top, middle, bottom);
    assertThat(Causes.root(top)).isSameAs(bottom);
    assertThat(Causes.of(null)).isEmpty();
  }

  @Test
  void of_failuresInACircle_isEachOnce() {
    assertThat(Causes.of(circle())).hasSize(2);
    assertThat(Causes.root(circle())).isInstanceOf(IOException.class);
    assertThat(Causes.include(circle(), Error.class)).isFalse();
  }

  @Test
  void of_endlessChain_isBounded() {
    assertThat(Causes.of(chain(100_000))).hasSize(100);
  }

  @Test
  void first_ofAType_isTheOneNearestToTheTop() {
    Throwable failure = new IllegalStateException("top", chain(3));

    assertThat(Causes.first(failure, IllegalStateException.class)).isSameAs(failure);
    assertThat(Causes.include(failure, IOException.class)).isTrue();
    assertThat(Causes.first(failure, Error.class)).isNull();
  }
}
