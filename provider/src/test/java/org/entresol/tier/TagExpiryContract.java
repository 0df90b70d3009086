package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ByteTier} has to do with entries that expire by their tags. */
abstract class TagExpiryContract extends TaggedContract {

  private static final byte[] EARLIER = "s:earlier".getBytes(UTF_8);
  private static final long[] GREEN = {TagHash.of("green")};

  /**
   * The instant from which on an entry is past its time. A node whose estimate of the time is
   * behind says its own time instead until that is later, so this waits until an answer stays.
   */
  private long pastSince(byte[] key) {
    long past = await().until(() -> end(key), end -> end < tier().millis() && end(key) == end);
    assertThat(past).isPositive();
    assertThat(requireNonNull(tier().readAll(List.of(key, B)).get(0).entry()).expires())
        .isEqualTo(past);
    return past;
  }

  /** The end that an entry has, which has to have come. */
  private long end(byte[] key) {
    long end = requireNonNull(entry(key)).expires();
    assertThat(end).isLessThanOrEqualTo(tier().millis());
    return end;
  }

  @Test
  void expire_anyOfItsTags_endsItNow() {
    tier().attempt(write(EARLIER, GREEN));
    tier().attempt(write(A, BOTH));
    tier().attempt(write(B, BLUE));
    other().recall(GREEN, Recall.EXPIRE);
    long before = pastSince(EARLIER);
    long[] told = other().recall(RED, Recall.EXPIRE);
    assertThat(told).isEqualTo(tier().sequences());
    assertThat(pastSince(A)).isGreaterThanOrEqualTo(before);
    assertThat(requireNonNull(entry(B)).expires()).isZero();
  }

  @Test
  void attempt_onExpiredByTag_findsNothing() {
    Version version = tier().attempt(write(A, RED)).version();
    other().recall(RED, Recall.EXPIRE);
    assertThat(tier().attempt(plan(A, Act.LEAVE, Act.WRITE, NONE)).found()).isFalse();
    assertThat(tier().attempt(plan(A, Act.LEAVE, Act.DELETE, NONE).ifVersion(version)).verdict())
        .isEqualTo(Verdict.OVERTAKEN);
    assertThat(tier().attempt(plan(A, Act.LEAVE, Act.TOUCH, NONE)).found()).isFalse();
    Leased leased = tier().lease(List.of(A), new Lease(5), LONG).get(0);
    assertThat(requireNonNull(leased.found()).entry()).isNull();
    assertThat(pastSince(A)).isPositive();
  }

  @Test
  void expire_againAndAgain_leavesTheFirstEnd() {
    tier().attempt(write(A, RED));
    other().recall(RED, Recall.EXPIRE);
    long first = pastSince(A);
    for (int i = 0; i < 5; i++) {
      long last = tier().millis();
      await().until(() -> tier().millis() > last);
      other().recall((i % 2 == 0) ? BOTH : RED, Recall.EXPIRE);
      assertThat(pastSince(A)).isLessThanOrEqualTo(first);
    }
    Found left = tier().leaveTickets(List.of(A), List.of(7L), LONG).get(0);
    assertThat(requireNonNull(left.entry()).expires()).isLessThanOrEqualTo(first);
    assertThat(requireNonNull(other().read(A).entry()).expires()).isLessThanOrEqualTo(first);
  }

  @Test
  void expire_writtenAgain_isThere() {
    tier().attempt(write(A, RED));
    other().recall(RED, Recall.EXPIRE);
    tier().attempt(write(A, RED));
    other().recall(BLUE, Recall.EXPIRE);
    assertThat(requireNonNull(entry(A)).expires()).isZero();
  }

  @Test
  void drop_beforeOrAfterExpiry_dropsIt() {
    tier().attempt(write(A, RED));
    tier().attempt(write(B, BLUE));
    other().recall(RED, Recall.EXPIRE);
    other().recall(BOTH);
    other().recall(BLUE, Recall.EXPIRE);
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNull();
  }

  @Test
  void load_begunBeforeItsTagsExpired_isRefused() {
    tier().attempt(write(A, RED));
    tier().leaveTickets(List.of(A), List.of(7L), LONG);
    other().recall(RED, Recall.EXPIRE);
    assertThat(tier().attempt(plan(A, Act.LOAD, Act.LOAD, RED).withTicket(7)).verdict())
        .isEqualTo(Verdict.REVOKED);
    long ended = pastSince(A);
    Stored found =
        requireNonNull(tier().leaveTickets(List.of(A), List.of(8L), LONG).get(0).entry());
    assertThat(found.expires()).isPositive().isLessThanOrEqualTo(ended);
    assertThat(found.tags()).containsExactly(RED);
    assertThat(tier().attempt(plan(A, Act.LOAD, Act.LOAD, RED).withTicket(8)).verdict())
        .isEqualTo(Verdict.MADE);
    assertThat(requireNonNull(entry(A)).expires()).isZero();
  }
}
