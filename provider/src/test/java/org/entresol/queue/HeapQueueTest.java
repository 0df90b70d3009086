package org.entresol.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
import org.entresol.jcache.Crew;
import org.entresol.tier.QueueTerms;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract in the heap, by a clock that the test moves. */
@Tag("unit")
class HeapQueueTest extends WriteQueueContract {
  private final FakeClock clock = new FakeClock();

  /** A queue of the heap. */
  private record HeapRig(HeapQueue<String, String> queue) implements Rig {

    @Override
    public boolean write(String key, @Nullable String value) {
      return queue.offer(key, value) == HeapQueue.Offer.TAKEN;
    }
  }

  @Override
  HeapRig open(Duration delay, int most, int batch) {
    return open(delay, most, batch, Duration.ZERO, value -> value);
  }

  private HeapRig open(
      Duration delay, int most, int batch, Duration patience, UnaryOperator<String> copies) {
    return new HeapRig(
        new HeapQueue<>(
            clock,
            new QueueTerms(delay, most),
            batch,
            patience,
            copies,
            copies,
            e -> new CacheException(e.getMessage(), e)));
  }

  @Test
  void claim_theDelayAfterTheFirstWriteOfTheKey_givesTheLast() {
    Rig rig = open(Duration.ofSeconds(2));
    rig.write("a", "1");
    clock.advance(Duration.ofMillis(1_999));
    rig.write("a", "2");
    rig.write("b", "1");
    assertThat(rig.queue().claim(false)).isEmpty();

    clock.advance(Duration.ofMillis(1));

    assertThat(claimed(rig.queue().claim(false))).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void claim_whileThereIsOne_givesNothing() {
    Rig rig = open(Duration.ZERO);
    rig.write("a", "1");
    Claim<String, String> claim = awaitClaim(rig, false);
    rig.write("a", "2");
    rig.write("b", "1");

    assertThat(rig.queue().claim(true)).isEmpty();
    assertThat(claim.stands()).isTrue();
    done(rig, claim);
    assertThat(claimed(rig.queue().claim(true))).isEqualTo(Map.of("a", "2", "b", "1"));
  }

  @Test
  void settle_retry_isDueAfterThePause() {
    Rig rig = open(Duration.ZERO);
    rig.write("a", "1");
    retry(rig, awaitClaim(rig, false), Duration.ofSeconds(3));
    clock.advance(Duration.ofMillis(2_999));
    assertThat(rig.queue().claim(true)).isEmpty();

    clock.advance(Duration.ofMillis(1));

    assertThat(claimed(rig.queue().claim(false))).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void settle_doneWithANewerWrite_thatOneHasADelayFromTheClaimOn() {
    Rig rig = open(Duration.ofSeconds(2));
    rig.write("a", "1");
    clock.advance(Duration.ofSeconds(2));
    Claim<String, String> claim = awaitClaim(rig, false);
    rig.write("a", "2");
    clock.advance(Duration.ofMillis(1_500));
    done(rig, claim);

    clock.advance(Duration.ofMillis(499));
    assertThat(rig.queue().claim(false)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(claimed(rig.queue().claim(false))).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void backlog_oldest_isThatOfTheFirstWriteNotInTheSource() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    clock.advance(Duration.ofMillis(70));
    rig.write("a", "2");
    rig.write("b", "1");
    assertThat(rig.queue().backlog().oldestMillis()).isEqualTo(70);

    Claim<String, String> claim = awaitClaim(rig, true);
    assertThat(rig.queue().backlog().oldestMillis()).as("under way").isEqualTo(70);
    rig.write("a", "3");
    clock.advance(Duration.ofMillis(30));
    retry(rig, claim, HOUR);
    assertThat(rig.queue().backlog().oldestMillis()).as("pausing").isEqualTo(100);
  }

  @Test
  void backlog_oldestAfterItIsDone_isThatOfTheNext() {
    Rig rig = open(HOUR, ROOM, 1);
    rig.write("a", "1");
    clock.advance(Duration.ofMillis(70));
    rig.write("b", "1");

    done(rig, awaitClaim(rig, true));
    assertThat(rig.queue().backlog().oldestMillis()).isZero();
    Claim<String, String> claim = awaitClaim(rig, true);
    clock.advance(Duration.ofMillis(10));
    rig.write("b", "2");
    done(rig, claim);
    assertThat(rig.queue().backlog().oldestMillis()).as("since the claim").isEqualTo(10);
  }

  @Test
  void awaitRoom_noneInTime_namesTheKeyAndTheSettings() {
    HeapRig rig = open(HOUR, 1, 100, Duration.ofMillis(1), value -> value);
    rig.write("a", "1");

    assertThatThrownBy(() -> rig.queue().awaitRoom("b", System.nanoTime()))
        .isInstanceOf(CacheException.class)
        .hasCauseInstanceOf(QueueFullException.class)
        .hasMessageContainingAll("'b'", "1 millisecond", "write.max-pending", "write.wait");
  }

  @Test
  void awaitRoom_roomComes_goesOn() {
    HeapRig rig = open(HOUR, 1, 100, Duration.ofMinutes(1), value -> value);
    rig.write("a", "1");
    Claim<String, String> claim = awaitClaim(rig, true);
    Crew.Task<Boolean> waiting =
        Crew.run(() -> rig.queue().awaitRoom("b", System.nanoTime())).awaitBlocked();

    done(rig, claim);

    assertThat(waiting.result()).isTrue();
    assertThat(rig.write("b", "1")).isTrue();
  }

  @Test
  void claim_valueThatCannotBeCopied_isDamaged() {
    IllegalStateException damage = new IllegalStateException("no copy");
    HeapRig rig =
        open(
            Duration.ZERO,
            ROOM,
            100,
            Duration.ZERO,
            value -> {
              if (value.equals("bad")) {
                throw damage;
              }
              return value;
            });
    rig.write("a", "bad");
    rig.write("b", "good");

    List<PendingWrite<String, String>> writes = awaitClaim(rig, true).writes();

    assertThat(writes).extracting(PendingWrite::damage).containsExactly(damage, null);
  }

  @Test
  void queue_ofTheHeap_isNotDurable() {
    assertThat(open(HOUR).queue().isDurable()).isFalse();
  }
}
