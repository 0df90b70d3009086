package org.entresol.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.entresol.jcache.Crew;
import org.entresol.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link EntryStore} has to do about the instants at which entries expire. */
abstract class InstantContract {

  private static final long MINUTE = 60_000_000_000L;

  /** So soon that a store may not put off to tell others. */
  private static final long SOON = 500_000_000L;

  /** The store under test, empty. */
  abstract EntryStore<Object, String> store();

  /** The clock of its entries' instants. */
  abstract Clock clock();

  /** How far instants may be off that have been on another clock; in nanoseconds. */
  abstract long inexactness();

  /** Lets a fraction of a second have passed for the store, in which it catches up. */
  abstract void tick();

  private Entry<String> held(Object key) {
    return requireNonNull(store().read(key));
  }

  @Test
  void put_entryWithInstant_keepsIt() {
    Entry<String> lasting = Step.entry("1");
    lasting.expireAt(clock().nanos() + MINUTE);

    store().put("a", lasting);

    assertExpires(held("a"), lasting.expires());
    assertExpires(requireNonNull(store().readCurrent("a")), lasting.expires());
  }

  @ParameterizedTest
  @ValueSource(longs = {MINUTE, 3 * MINUTE})
  void apply_stepThatMovesInstant_movesIt(long length) {
    Entry<String> lasting = Step.entry("1");
    lasting.expireAt(clock().nanos() + 2 * MINUTE);
    store().put("a", lasting);
    long now = clock().nanos();

    store().apply(Step.expireAfter("a", length));

    assertExpires(held("a"), now + length);
    assertExpires(requireNonNull(store().readCurrent("a")), now + length);
  }

  @Test
  void apply_stepThatMovesInstantUnasked_movesItForReadersToo() {
    store().apply(Step.write("a", "1"));
    long now = clock().nanos();

    store().apply(Step.<Object>expireAfter("a", MINUTE).blind());

    assertExpires(held("a"), now + MINUTE);
  }

  @Test
  void touch_heldEntry_movesItsInstant() {
    store().apply(Step.write("a", "1"));
    long instant = clock().nanos() + MINUTE;

    store().touch("a", held("a"), instant);
    tick();

    Crew.until(() -> requireNonNull(store().readCurrent("a")).expires() != Entry.ETERNAL);
    assertExpires(requireNonNull(store().readCurrent("a")), instant);
    assertExpires(held("a"), instant);
  }

  @Test
  void touch_replacedEntry_leavesItsSuccessorAlone() {
    store().put("a", Step.entry("1"));
    Entry<String> first = held("a");
    store().put("a", Step.entry("2"));

    store().touch("a", first, clock().nanos() + SOON);

    assertThat(held("a").expires()).isEqualTo(Entry.ETERNAL);
    assertThat(requireNonNull(store().readCurrent("a")).expires()).isEqualTo(Entry.ETERNAL);
  }

  @Test
  void touch_removedEntry_doesNotBringItBack() {
    store().put("a", Step.entry("1"));
    Entry<String> first = held("a");
    store().apply(Step.remove("a"));

    store().touch("a", first, clock().nanos() + SOON);

    assertThat(store().read("a")).isNull();
  }

  private void assertExpires(Entry<String> entry, long instant) {
    assertThat(entry.expires()).isCloseTo(instant, within(inexactness()));
  }
}
