package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When calls are tried and when they are refused. */
@Tag("unit")
final class BreakerTest {
  private static final int FAILURES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final FakeClock clock = new FakeClock();
  private final Breaker breaker = new Breaker("Redis", FAILURES, PAUSE, clock);

  private void fail(int times) {
    IntStream.range(0, times).forEach(i -> breaker.failed());
  }

  @Test
  void permits_closed_isAlwaysTrue() {
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.permits()).isTrue();
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void permits_fewerFailures_isTrue() {
    fail(FAILURES - 1);

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void permits_failuresInARow_isFalseAtOnce() {
    fail(FAILURES);

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.permits()).isFalse();
  }

  @Test
  void permits_failuresWithASuccessBetween_isTrue() {
    fail(FAILURES - 1);
    breaker.succeeded();
    fail(FAILURES - 1);

    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void permits_beforeThePauseIsOver_isFalse() {
    fail(FAILURES);

    clock.advance(PAUSE.minus(MOMENT));

    assertThat(breaker.permits()).isFalse();
  }

  @Test
  void permits_afterThePause_isOneTrialForEachPause() {
    fail(FAILURES);

    clock.advance(PAUSE);
    assertThat(breaker.permits()).isTrue();
    assertThat(breaker.permits()).isFalse();
    assertThat(breaker.isOpen()).isTrue();

    clock.advance(PAUSE);
    assertThat(breaker.permits()).isTrue();
    assertThat(breaker.permits()).isFalse();
  }

  @Test
  void permits_afterATrialThatFailed_isFalseForAnotherPause() {
    fail(FAILURES);
    clock.advance(PAUSE);
    assertThat(breaker.permits()).isTrue();
    clock.advance(PAUSE.dividedBy(2));

    breaker.failed();

    clock.advance(PAUSE.minus(MOMENT));
    assertThat(breaker.permits()).isFalse();
    clock.advance(MOMENT);
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void permits_afterATrialThatSucceeded_isTrueForAll() {
    fail(FAILURES);
    clock.advance(PAUSE);
    assertThat(breaker.permits()).isTrue();

    breaker.succeeded();

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.permits()).isTrue();
    fail(FAILURES - 1);
    assertThat(breaker.permits()).as("failures before the success no longer count").isTrue();
  }

  @Test
  void permits_manyThreadsAfterThePause_isTrueForOne() throws Exception {
    int threads = 8;
    fail(FAILURES);
    ExecutorService crew = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 200; round++) {
        clock.advance(PAUSE);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<Boolean>> calls =
            IntStream.range(0, threads)
                .<Callable<Boolean>>mapToObj(
                    i ->
                        () -> {
                          start.await();
                          return breaker.permits();
                        })
                .toList();

        assertThat(crew.invokeAll(calls).stream().filter(BreakerTest::isTrue).count()).isEqualTo(1);
      }
    } finally {
      crew.shutdownNow();
    }
  }

  private static boolean isTrue(Future<Boolean> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void breaker_openedAndClosed_tellsARecording(@TempDir Path folder) throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("org.entresol.Breaker");
      recording.start();
      fail(FAILURES + 1);
      breaker.succeeded();
      breaker.succeeded();
      recording.stop();
      Path file = folder.resolve("breaker.jfr");
      recording.dump(file);

      assertThat(RecordingFile.readAllEvents(file))
          .extracting(event -> event.getString("authority") + event.getBoolean("open"))
          .containsExactly("Redistrue", "Redisfalse");
    }
  }
}
