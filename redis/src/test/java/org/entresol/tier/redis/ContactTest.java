package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ContactTest {

  private final FakeClock clock = new FakeClock();
  private final Contact contact = new Contact("Redis", Duration.ofSeconds(1), clock);

  @BeforeEach
  void join() {
    contact.join();
  }

  @Test
  void answered_amongFailures_isNotBack() {
    for (int i = 0; i < 5; i++) {
      contact.failed("one of its servers is away", false);
      clock.advance(Duration.ofMillis(500));
      contact.answered();
    }

    assertThat(contact.isAway()).isTrue();
    assertThat(contact.absences()).isEqualTo(1);
  }

  @Test
  void answered_longAfterTheLastFailure_isBack() {
    contact.failed("away", false);
    clock.advance(Duration.ofSeconds(1));

    contact.answered();

    assertThat(contact.isAway()).isFalse();
  }
}
