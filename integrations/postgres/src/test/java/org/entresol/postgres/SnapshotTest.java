package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one snapshot shows of what another one does. */
@Tag("unit")
class SnapshotTest {

  @ParameterizedTest
  @CsvSource({
    // the same, and later ones
    "10:10:,         10:10:,      true",
    "10:20:10,       10:20:10,    true",
    "20:20:,         10:20:10,    true",
    "30:30:,         10:20:10,    true",
    // earlier ones
    "11:25:11,       10:20:10,    false",
    "10:19:10,       10:20:10,    false",
    "10:20:10.12,    10:20:10,    false",
    "10:10:,         10:20:10,    false",
    // all that has happened since is open still
    "10:10:,         10:12:10.11, true",
    "10:10:,         10:12:11,    false",
    // across the end of 32 bits
    "4294967297:4294967297:, 4294967290:4294967296:4294967290, true",
    "4294967290:4294967290:, 4294967297:4294967297:,           false"
  })
  void covers_anotherSnapshot_whenNothingOfItIsMissing(
      String snapshot, String other, boolean covered) {
    // The comma separates columns above.
    assertThat(Snapshot.of(snapshot.replace('.', ',')).covers(Snapshot.of(other.replace('.', ','))))
        .isEqualTo(covered);
  }

  @Test
  void reaches_withoutASnapshot_nothing() {
    assertThat(new PostgresFeeds().reaches(null, "10:10:")).isFalse();
    assertThat(new PostgresFeeds().reaches("ten", "10:10:")).isFalse();
    assertThat(new PostgresFeeds().reaches("1:x:", "10:10:")).isFalse();
  }

  @Test
  void horizon_ofMoreOpenTransactionsThanItMaySay_asksForAllOfThem() {
    String some = "10:20:10,14";
    assertThat(Snapshot.horizon(some)).isEqualTo(some);
    String open =
        LongStream.range(10, 20_000).mapToObj(Long::toString).collect(Collectors.joining(","));
    String many = Snapshot.horizon("10:30000:" + open);
    assertThat(many).isEqualTo("30000:30000:");
    assertThat(new PostgresFeeds().reaches("10:30000:10", many)).isFalse();
    assertThat(new PostgresFeeds().reaches("30000:30001:30000", many)).isTrue();
  }

  @Test
  void of_noSnapshot_isRefused() {
    assertThatThrownBy(() -> Snapshot.of("10:20")).hasMessageContaining("10:20:10,14");
  }

  @ParameterizedTest
  @CsvSource({
    "19, true",
    "20, false",
    "12, false",
    "0, true",
    // the half that the log has of numbers before and after the snapshot
    "4294967295, true"
  })
  void shows_aChangeOfTheLog_byTheLowerHalfOfItsNumber(long xid, boolean shown) {
    Snapshot snapshot = Snapshot.of("4294967308:4294967316:4294967308");
    assertThat(snapshot.shows(new Change("t", 'U', xid, false, List.of()))).isEqualTo(shown);
  }
}
