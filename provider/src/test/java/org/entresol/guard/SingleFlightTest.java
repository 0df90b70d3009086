package org.entresol.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
class SingleFlightTest {

  private final SingleFlight<String, String> flights = new SingleFlight<>(key -> new Ticket());

  @AfterEach
  void flights_afterUse_areAllGone() {
    assertThat(flights.size()).isZero();
  }

  @Test
  void board_manyThreads_makeOneLoad() {
    AtomicInteger loads = new AtomicInteger();
    CountDownLatch allAboard = new CountDownLatch(8);

    List<Task<String>> callers =
        IntStream.range(0, 8)
            .mapToObj(i -> Crew.start(() -> String.valueOf(load("a", loads, allAboard))))
            .toList();

    assertThat(callers).allMatch(caller -> caller.result().equals("loaded"));
    assertThat(loads).hasValue(1);
  }

  private @Nullable String load(String key, AtomicInteger loads, CountDownLatch allAboard) {
    Flight<String> flight = flights.board(key);
    allAboard.countDown();
    if (!flight.departs()) {
      return flight.await();
    }
    Crew.await(allAboard);
    loads.incrementAndGet();
    flight.land("loaded");
    flights.end(key, flight);
    return "loaded";
  }

  @Test
  void board_otherKey_isAnotherFlight() {
    Flight<String> a = flights.board("a");
    Flight<String> b = flights.board("b");

    assertThat(a).isNotSameAs(b);
    assertThat(b.departs()).isTrue();
    assertThat(flights.size()).isEqualTo(2);
    end(a, b);
  }

  @Test
  void departs_pilot_onlyOnce() {
    Flight<String> flight = flights.board("a");

    assertThat(Crew.start(flight::departs).result()).isFalse();
    assertThat(flight.departs()).isTrue();
    assertThat(flight.departs()).isFalse();
    end(flight);
  }

  @Test
  void await_missingInSource_isNull() {
    Flight<String> flight = flights.board("a");
    Task<Boolean> passenger = Crew.start(() -> flights.board("a").await() == null);
    passenger.awaitBlocked();

    flight.land(null);

    assertThat(passenger.result()).isTrue();
    end(flight);
  }

  @Test
  void await_failedLoad_throwsItsFailureToAll() {
    Flight<String> flight = flights.board("a");
    List<Task<String>> passengers =
        IntStream.range(0, 3)
            .mapToObj(i -> Crew.start(() -> String.valueOf(flights.board("a").await())))
            .map(Task::awaitBlocked)
            .toList();
    RuntimeException failure = new IllegalArgumentException("no such table");

    flight.fail(failure);

    for (Task<String> passenger : passengers) {
      assertThatThrownBy(passenger::result)
          .isInstanceOf(CompletionException.class)
          .hasCause(failure);
    }
    end(flight);
  }

  @Test
  void await_landedFlight_returnsAtOnceEvenToItsPilot() {
    Flight<String> flight = flights.board("a");
    assertThat(flight.isOver()).isFalse();

    flight.land("1");

    assertThat(flight.isOver()).isTrue();
    assertThat(flight.await()).isEqualTo("1");
    end(flight);
  }

  @Test
  void board_endedFlight_makesANewOne() {
    Flight<String> first = flights.board("a");
    flights.end("a", first);

    Flight<String> second = flights.board("a");

    assertThat(second).isNotSameAs(first);
    end(second);
  }

  @Test
  void board_revokedFlight_takesNobodyInButServesThoseAboard() {
    Flight<String> revoked = flights.board("a");
    Task<String> aboard = Crew.start(() -> String.valueOf(flights.board("a").await()));
    aboard.awaitBlocked();

    revoked.ticket().revoke();
    Flight<String> fresh = flights.board("a");
    revoked.land("old");
    fresh.land("new");

    assertThat(fresh).isNotSameAs(revoked);
    assertThat(fresh.departs()).isTrue();
    assertThat(aboard.result()).isEqualTo("old");
    assertThat(fresh.await()).isEqualTo("new");
    end(fresh);
  }

  @Test
  void end_revokedFlight_leavesItsSuccessor() {
    Flight<String> revoked = flights.board("a");
    revoked.ticket().revoke();
    Flight<String> fresh = flights.board("a");

    flights.end("a", revoked);

    assertThat(flights.board("a")).isSameAs(fresh);
    end(fresh);
  }

  @Test
  void await_ownFlight_isRefused() {
    Flight<String> flight = flights.board("a");
    assertThat(flight.departs()).isTrue();

    assertThatThrownBy(() -> flights.board("a").await())
        .isInstanceOf(DeadlockException.class)
        .hasMessageContaining("'a'");

    end(flight);
  }

  @Test
  void await_flightsThatWaitForEachOther_refusesTheOneThatClosesTheCircle() {
    Flight<String> own = flights.board("a");
    CountDownLatch boarded = new CountDownLatch(1);
    Task<String> other =
        Crew.start(
            () -> {
              Flight<String> flight = flights.board("b");
              boarded.countDown();
              String value = String.valueOf(flights.board("a").await());
              flight.land(value);
              flights.end("b", flight);
              return value;
            });
    Crew.await(boarded);
    other.awaitBlocked();

    assertThatThrownBy(() -> flights.board("b").await()).isInstanceOf(DeadlockException.class);

    own.land("1");
    assertThat(other.result()).isEqualTo("1");
    end(own);
  }

  @Test
  void await_loadThatWaitsForALockOfThisThread_isRefused() {
    KeyLocks<String> locks = new KeyLocks<>();
    locks.acquire("lock");
    CountDownLatch boarded = new CountDownLatch(1);
    Task<Boolean> loader =
        Crew.run(
            () -> {
              Flight<String> flight = flights.board("a");
              boarded.countDown();
              locks.acquire("lock");
              locks.release("lock");
              flight.land("1");
              flights.end("a", flight);
            });
    Crew.await(boarded);
    loader.awaitBlocked();

    assertThatThrownBy(() -> flights.board("a").await()).isInstanceOf(DeadlockException.class);

    locks.release("lock");
    assertThat(loader.result()).isTrue();
    assertThat(locks.size()).isZero();
  }

  @SafeVarargs
  private void end(Flight<String>... over) {
    for (Flight<String> flight : over) {
      flights.end("a", flight);
      flights.end("b", flight);
    }
  }
}
