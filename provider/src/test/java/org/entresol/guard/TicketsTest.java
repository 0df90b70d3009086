package org.entresol.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TicketsTest {
  private static final int ROUNDS = 1_000_000;

  private final Tickets<String> tickets = new Tickets<>();
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    other.shutdownNow();
  }

  @Test
  void issue_again_leavesTheOlderTicketStanding() {
    Ticket older = tickets.issue("key");

    Ticket newer = tickets.issue("key");

    assertThat(older.stands()).isTrue();
    assertThat(newer.stands()).isTrue();
  }

  @Test
  void revoke_manyTickets_leavesNoneStanding() {
    Ticket older = tickets.issue("key");
    Ticket newer = tickets.issue("key");
    Ticket other = tickets.issue("other");

    tickets.revoke("key");

    assertThat(older.stands()).isFalse();
    assertThat(newer.stands()).isFalse();
    assertThat(other.stands()).isTrue();
    assertThat(tickets.keys()).containsExactlyInAnyOrder("key", "other");
  }

  @Test
  void revokeOthers_ofAStoredLoad_leavesThatOneStanding() {
    Ticket older = tickets.issue("key");
    Ticket stored = tickets.issue("key");

    tickets.revokeOthers("key", stored);

    assertThat(older.stands()).isFalse();
    assertThat(stored.stands()).isTrue();
  }

  @Test
  void discard_last_leavesNothing() {
    Ticket one = tickets.issue("key");
    Ticket two = tickets.issue("key");

    tickets.discard("key", one);
    tickets.discard("key", two);

    assertThat(tickets.keys()).isEmpty();
    assertThat(one.stands()).isTrue();
  }

  @Test
  void revoke_besideIssue_leavesNoOlderTicketStanding() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Future<?> issuing =
        other.submit(
            () -> {
              while (!over.get()) {
                tickets.discard("key", tickets.issue("key"));
              }
            });
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Ticket older = tickets.issue("key");

        tickets.revoke("key");

        assertThat(older.stands()).as("round %d", round).isFalse();
        tickets.discard("key", older);
      }
    } finally {
      over.set(true);
    }
    issuing.get(1, TimeUnit.MINUTES);
  }
}
