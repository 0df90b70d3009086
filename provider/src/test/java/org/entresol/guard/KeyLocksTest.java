package org.entresol.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
class KeyLocksTest {

  private final KeyLocks<Object> locks = new KeyLocks<>();
  private final KeyLocks<Object> others = new KeyLocks<>();

  @AfterEach
  void locks_afterUse_areAllGone() {
    assertThat(locks.size()).isZero();
    assertThat(others.size()).isZero();
  }

  @Test
  void acquire_freeKey_holdsItUntilReleased() {
    locks.acquire("a");

    assertThat(locks.isHeld("a")).isTrue();
    assertThat(locks.isMine("a")).isTrue();
    assertThat(locks.isHeld("b")).isFalse();
    assertThat(locks.size()).isEqualTo(1);
    assertThat(Crew.start(() -> locks.isHeld("a") && !locks.isMine("a")).result()).isTrue();

    locks.release("a");
    assertThat(locks.isHeld("a")).isFalse();
    assertThat(locks.isMine("a")).isFalse();
  }

  @Test
  void acquire_heldKey_waitsForRelease() {
    locks.acquire("a");
    Task<Boolean> waiter = Crew.run(() -> once("a"));
    waiter.awaitBlocked();
    assertThat(locks.isMine("a")).isTrue();

    locks.release("a");

    assertThat(waiter.result()).isTrue();
  }

  @Test
  void acquire_otherKey_doesNotWait() {
    locks.acquire("a");

    Crew.run(() -> once("b")).result();

    locks.release("a");
  }

  @Test
  void acquire_ownKey_isRefusedAndStaysHeld() {
    locks.acquire("a");

    assertThatThrownBy(() -> locks.acquire("a"))
        .isInstanceOf(DeadlockException.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining("this very thread");

    assertThat(locks.isMine("a")).isTrue();
    locks.release("a");
  }

  @Test
  void acquire_interrupted_waitsAllTheSameAndKeepsTheInterrupt() {
    locks.acquire("a");
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Task<Boolean> waiter =
        Crew.start(
            () -> {
              thread.complete(Thread.currentThread());
              once("a");
              return Thread.interrupted();
            });
    waiter.awaitBlocked();

    thread.join().interrupt();
    waiter.awaitBlocked();
    locks.release("a");

    assertThat(waiter.result()).isTrue();
  }

  @Test
  void tryAcquire_heldKey_isRefused() {
    assertThat(locks.tryAcquire("a")).isTrue();

    assertThat(locks.tryAcquire("a")).isFalse();
    assertThat(Crew.start(() -> locks.tryAcquire("a")).result()).isFalse();

    locks.release("a");
  }

  @Test
  void release_freeKey_isRefused() {
    assertThatThrownBy(() -> locks.release("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'a'");
  }

  @Test
  void release_keyOfOtherThread_isRefusedAndStaysHeld() {
    locks.acquire("a");

    Task<Boolean> thief = Crew.run(() -> locks.release("a"));

    assertThatThrownBy(thief::result).isInstanceOf(IllegalMonitorStateException.class);
    assertThat(locks.isMine("a")).isTrue();
    locks.release("a");
  }

  // ---- waits without end

  @Test
  void acquire_twoThreadsThroughTwoTables_refusesTheOneThatClosesTheCircle() {
    locks.acquire("a");
    Task<Boolean> other =
        Crew.run(
            () -> {
              others.acquire("b");
              once("a");
              others.release("b");
            });
    other.awaitBlocked();

    assertThatThrownBy(() -> others.acquire("b"))
        .isInstanceOf(DeadlockException.class)
        .hasMessageContaining("'b'");

    locks.release("a");
    assertThat(other.result()).isTrue();
  }

  @Test
  void acquire_threeThreads_refusesTheOneThatClosesTheCircle() {
    locks.acquire("a");
    Task<Boolean> second = holdingWhileWaiting("b", "a");
    second.awaitBlocked();
    Task<Boolean> third = holdingWhileWaiting("c", "b");
    third.awaitBlocked();

    assertThatThrownBy(() -> locks.acquire("c")).isInstanceOf(DeadlockException.class);

    locks.release("a");
    assertThat(second.result()).isTrue();
    assertThat(third.result()).isTrue();
  }

  @Test
  void acquire_queueWithoutCircle_isNotRefused() {
    locks.acquire("a");
    Task<Boolean> second = holdingWhileWaiting("b", "a");
    second.awaitBlocked();
    Task<Boolean> third = holdingWhileWaiting("c", "b");
    third.awaitBlocked();
    Task<Boolean> fourth = holdingWhileWaiting("d", "c");
    fourth.awaitBlocked();

    locks.release("a");

    assertThat(List.of(second.result(), third.result(), fourth.result())).containsOnly(true);
  }

  @Test
  void acquire_circleThroughALockThatChangedHands_isRefused() {
    locks.acquire("a");
    CountDownLatch mayAskForB = new CountDownLatch(1);
    Task<Boolean> heir =
        Crew.run(
            () -> {
              locks.acquire("a");
              Crew.await(mayAskForB);
              try {
                locks.acquire("b");
              } finally {
                locks.release("a");
              }
            });
    heir.awaitBlocked();
    Task<Boolean> second = holdingWhileWaiting("b", "a");
    second.awaitBlocked();

    locks.release("a");
    mayAskForB.countDown();

    assertThatThrownBy(heir::result).isInstanceOf(DeadlockException.class);
    assertThat(second.result()).isTrue();
  }

  @Test
  void acquire_pairsInAnyOrderByManyThreads_alwaysEndsAndNeverShares() {
    AtomicInteger[] inside =
        IntStream.range(0, 4).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
    AtomicInteger shared = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();

    List<Task<Boolean>> helpers =
        IntStream.range(0, 4)
            .mapToObj(seed -> Crew.run(() -> takePairs(seed, inside, shared, refused)))
            .toList();

    helpers.forEach(Task::result);
    assertThat(shared).hasValue(0);
    assertThat(refused).hasPositiveValue();
  }

  private void takePairs(
      int seed, AtomicInteger[] inside, AtomicInteger shared, AtomicInteger refused) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5_000; i++) {
      Integer outer = random.nextInt(inside.length);
      Integer inner = (outer + 1 + random.nextInt(inside.length - 1)) % inside.length;
      locks.acquire(outer);
      try {
        LockSupport.parkNanos(1);
        locks.acquire(inner);
        shared.addAndGet(inside[outer].getAndIncrement() + inside[inner].getAndIncrement());
        inside[outer].getAndDecrement();
        inside[inner].getAndDecrement();
        locks.release(inner);
      } catch (DeadlockException e) {
        refused.incrementAndGet();
      } finally {
        locks.release(outer);
      }
    }
  }

  private Task<Boolean> holdingWhileWaiting(Object held, Object wanted) {
    return Crew.run(
        () -> {
          locks.acquire(held);
          once(wanted);
          locks.release(held);
        });
  }

  private void once(Object key) {
    locks.acquire(key);
    locks.release(key);
  }
}
