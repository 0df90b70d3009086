package org.entresol.store.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.entresol.HeapBound;
import org.entresol.tier.Act;
import org.entresol.tier.Outcome;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A read that was under way while its key was changed on this node does not make the old entry a
 * near one again, not even for a moment.
 */
@Tag("unit")
@Timeout(60)
final class OvertakenReadTest {

  private static final int P = 0;
  private static final int STEPS = 500_000;

  /** A key whose news are the last that a new generation forgets. */
  private static final byte[] BYTES = {-14, 1, 15};

  private final NodeView<String, Long> view =
      NodeView.of(
          new HeardCoherence("c", 1),
          HeapBound.entries(10),
          null,
          Clock.system(),
          null,
          Runnable::run,
          refusal -> refusal);

  /** The authority: its sequence is its only entry. */
  private final AtomicLong authority = new AtomicLong(1);

  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService others = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() throws InterruptedException {
    others.shutdownNow();
    assertThat(others.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void get_afterChangeDuringARead_isNotOlder() throws Exception {
    Future<Long> reads = others.submit(() -> untilOver(this::read));

    int late = 0;
    for (int i = 0; i < STEPS; i++) {
      late += isServedOlderThan(change()) ? 1 : 0;
    }
    over.set(true);

    assertThat(late).isZero();
    assertThat(reads.get(10, TimeUnit.SECONDS)).isPositive();
  }

  @Test
  void get_afterChangeDuringAReadAsAGenerationBegins_isNotOlder() throws Exception {
    Future<Long> ticks = others.submit(() -> untilOver(this::tick));

    int late = 0;
    for (int i = 0; i < STEPS; i++) {
      Place<String, Long> place = place();
      long read = authority.get();
      long changed = change();
      found(place, read);
      late += isServedOlderThan(changed) ? 1 : 0;
    }
    over.set(true);

    assertThat(late).isZero();
    assertThat(ticks.get(10, TimeUnit.SECONDS)).isPositive();
  }

  private long untilOver(Runnable step) {
    long steps = 0;
    while (!over.get()) {
      step.run();
      steps++;
    }
    return steps;
  }

  /** The authority is ahead of all that was heard, since nothing is. */
  private void tick() {
    long[] heard = view.coherence().heard();
    view.coherence().compareAnew(heard, new long[] {authority.get()});
  }

  private void read() {
    Place<String, Long> place = place();
    found(place, authority.get());
  }

  private Place<String, Long> place() {
    return view.place("key", BYTES, P);
  }

  private void found(Place<String, Long> place, long sequence) {
    Sighting seen = place.sighting(new Version(sequence, 7), sequence);
    view.found(place, new TieredEntry<>(sequence, null, 1, null, null, seen), sequence);
  }

  private long change() {
    Place<String, Long> place = place();
    long sequence = authority.incrementAndGet();
    Version version = new Version(sequence, 7);
    view.made(place, new Outcome(Verdict.MADE, Act.WRITE, true, true, version, 0, null), null);
    return sequence;
  }

  /** Asks as often as it takes another thread to go on. */
  private boolean isServedOlderThan(long sequence) {
    for (int i = 0; i < 20; i++) {
      TieredEntry<Long> near = view.get("key");
      if (near != null && near.validAt() < sequence) {
        return true;
      }
    }
    return false;
  }
}
