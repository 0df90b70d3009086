package org.entresol.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.entresol.fault.Traces;
import org.entresol.fixtures.LogLines;
import org.entresol.guard.Backoffs;
import org.entresol.store.Entry;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which keys are given to a load in the background, and which are not, yet or any more. */
@Tag("unit")
class RefreshesTest {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @RegisterExtension private final LogLines log = new LogLines(Refreshes.class.getName());

  private final FakeClock clock = new FakeClock();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<Set<String>> refreshed = new ArrayList<>();
  private final Refreshes<String, String> refreshing =
      new Refreshes<>("c", new Backoffs<>(clock, PAUSE.toNanos()), tasks::add, new Traces(clock));

  private static Map<String, Entry<String>> entries(String... keys) {
    Map<String, Entry<String>> entries = new LinkedHashMap<>();
    for (String key : keys) {
      entries.put(key, Entry.of("value", null, 0, null, null, Entry.ETERNAL));
    }
    return entries;
  }

  private void start(String... keys) {
    refreshing.start(entries(keys), due -> refreshed.add(Set.copyOf(due.keySet())));
  }

  private void startFailing(String... keys) {
    refreshing.start(
        entries(keys),
        due -> {
          throw new IllegalStateException("the source is down");
        });
  }

  private void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void start_ofAKeyThatIsUnderWay_isNotDoneTwice() {
    start("a");
    start("a");
    start("a", "b");

    assertThat(tasks).hasSize(2);
    assertThat(refreshing.isUnderWay("a")).isTrue();
    runAll();

    assertThat(refreshed).containsExactly(Set.of("a"), Set.of("b"));
  }

  @Test
  void start_afterTheEnd_isDoneAgain() {
    start("a");
    runAll();
    assertThat(refreshing.isUnderWay("a")).isFalse();

    start("a");

    assertThat(tasks).hasSize(1);
  }

  @Test
  void start_afterAFailure_pauses() {
    startFailing("a");
    runAll();
    assertThat(refreshing.isUnderWay("a")).isFalse();
    assertThat(refreshing.pauses("a")).isTrue();

    start("a");
    assertThat(tasks).isEmpty();
    start("a", "b");
    runAll();
    assertThat(refreshed).containsExactly(Set.of("b"));

    clock.advance(PAUSE);
    start("a");
    assertThat(tasks).hasSize(1);
  }

  @Test
  void start_afterASuccess_doesNotPause() {
    startFailing("a");
    runAll();
    clock.advance(PAUSE);
    start("a");
    runAll();

    startFailing("a");
    runAll();
    clock.advance(PAUSE);

    assertThat(refreshing.pauses("a")).as("as long as the first time").isFalse();
  }

  @Test
  void start_failingAgainAndAgain_isALineEachPauseAndATraceOnceAMinute() {
    for (int key = 0; key < 5; key++) {
      startFailing("key " + key);
      runAll();
      clock.advance(PAUSE);
    }

    assertThat(log.warnings()).isEqualTo(5);
    assertThat(log.traces()).isEqualTo(1);
  }

  @Test
  void start_onACacheThatCloses_leavesNothingUnderWay() {
    Refreshes<String, String> closing =
        new Refreshes<>(
            "c",
            new Backoffs<>(clock, PAUSE.toNanos()),
            task -> {
              throw new RejectedExecutionException("closed");
            },
            new Traces(clock));

    closing.start(entries("a"), due -> {});

    assertThat(closing.isUnderWay("a")).isFalse();
  }
}
