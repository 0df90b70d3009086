package org.entresol.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.entresol.fixtures.LogLines;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which failures bring their stack traces to the log. */
@Tag("unit")
class TracesTest {
  private static final String NAME = "org.entresol.test.traces";

  @RegisterExtension private final LogLines log = new LogLines(NAME);

  private final FakeClock clock = new FakeClock();
  private final Traces traces = new Traces(clock);

  private static Exception here() {
    return new IOException("here");
  }

  private static Exception there() {
    return new IOException("there");
  }

  private void tell(Throwable failure) {
    traces.tell(System.getLogger(NAME), Level.WARNING, "It failed", failure);
  }

  @Test
  void tell_sameCause_isALineEachTimeAndATraceOnceAMinute() {
    for (int i = 0; i < 3; i++) {
      tell(new IllegalStateException("wrapped " + i, here()));
    }
    assertThat(log.warnings()).isEqualTo(3);
    assertThat(log.traces()).isEqualTo(1);

    clock.advance(Duration.ofMinutes(1));
    tell(here());
    assertThat(log.traces()).isEqualTo(2);
  }

  @Test
  void isDue_otherPlaceOrClass_isOfItsOwn() {
    assertThat(traces.isDue(here())).isTrue();
    assertThat(traces.isDue(here())).isFalse();
    assertThat(traces.isDue(there())).isTrue();
    assertThat(traces.isDue(new IllegalStateException())).isTrue();
  }

  @Test
  void isDue_moreCausesThanAreKept_isFalseUntilThereIsRoom() {
    int due = 0;
    for (int line = 0; line < 1_000; line++) {
      due += traces.isDue(at(line)) ? 1 : 0;
    }
    assertThat(due).isEqualTo(100);

    clock.advance(Duration.ofMinutes(1));
    assertThat(traces.isDue(at(1_000))).isTrue();
  }

  private static Exception at(int line) {
    Exception failure = new IOException("at " + line);
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("Some", "method", "Some.java", line)});
    return failure;
  }

  @Test
  void isDue_failureWithoutTrace_goesByItsClass() {
    Exception bare = new IOException("bare");
    bare.setStackTrace(new StackTraceElement[0]);

    assertThat(traces.isDue(bare)).isTrue();
    assertThat(traces.isDue(bare)).isFalse();
  }
}
