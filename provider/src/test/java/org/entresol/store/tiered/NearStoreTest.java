package org.entresol.store.tiered;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Step;
import org.entresol.tier.memory.Inbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract over the tier in memory with a near cache, and what that one promises. */
@Tag("unit")
class NearStoreTest extends MemoryStoreContract {

  @Override
  boolean isNear() {
    return true;
  }

  private Inbox inbox() {
    return node().tiers().get(0).inbox();
  }

  private String valueOf(String key) {
    return String.valueOf(Step.valueOf(store().read(key)));
  }

  // ---- the very object

  @Test
  @SuppressWarnings("StringOperationCanBeSimplified")
  void put_value_isNearItself() {
    String value = new String("1");

    store().put("a", Step.entry(value));

    assertThat(Step.valueOf(store().read("a"))).isSameAs(value);
    assertThat(Step.valueOf(store().readCurrent("a"))).isSameAs(value);
  }

  @Test
  void read_nearEntry_isTheSameAgain() {
    store().apply(Step.write("a", "1"));

    assertThat(store().read("a")).isNotNull().isSameAs(store().read("a"));
  }

  @Test
  void apply_leaving_leavesTheNearEntryItself() {
    store().put("a", Step.entry("1"));
    Entry<String> entry = store().read("a");

    store().apply(Step.leave("a"));

    assertThat(store().read("a")).isNotNull().isSameAs(entry);
  }

  @Test
  void size_entries_isTheNumberOfNearOnes() {
    store().apply(Step.write("a", "1"));
    store().apply(Step.write("b", "2"));
    store().nearness().drop("a");

    assertThat(store().size()).isEqualTo(1);
  }

  // ---- what has not been heard of

  @Test
  void dropNear_key_isReadFromTheAuthorityAndNoOther() {
    store().apply(Step.write("a", "1"));
    store().apply(Step.write("b", "1"));
    inbox().hold();
    EntryStore<Object, String> another = openOther();
    another.apply(Step.write("a", "2"));
    another.apply(Step.write("b", "2"));
    assertThat(valueOf("a")).isEqualTo("1");

    store().nearness().drop("a");

    assertThat(valueOf("a")).isEqualTo("2");
    assertThat(valueOf("b")).isEqualTo("1");
    store().nearness().dropAll();
    assertThat(valueOf("b")).isEqualTo("2");
  }

  @Test
  void readCurrent_unheardChange_isTheAuthoritys() {
    store().apply(Step.write("a", "1"));
    inbox().hold();
    openOther().apply(Step.write("a", "2"));
    assertThat(valueOf("a")).isEqualTo("1");

    assertThat(Step.valueOf(store().readCurrent("a"))).isEqualTo("2");
    assertThat(valueOf("a")).isEqualTo("2");
  }

  @Test
  void drop_entryThatTheAuthorityHasEvicted_goesEverywhere() {
    EntryStore<Object, String> another = openOther();
    store().apply(Step.write("a", "1"));
    assertThat(Step.valueOf(another.read("a"))).isEqualTo("1");
    evict("a");
    assertThat(valueOf("a")).isEqualTo("1");

    another.apply(Step.drop("a"));

    assertThat(store().read("a")).isNull();
    assertThat(another.read("a")).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_afterTheSequenceAndThenAllWereLost_isNull(boolean noticed) {
    store().apply(Step.write("a", "1"));
    loseSequence("a");
    if (noticed) {
      node().repair();
      assertThat(valueOf("a")).isEqualTo("1");
    }

    loseAll();
    node().repair();

    assertThat(store().read("a")).isNull();
  }

  @Test
  void read_afterTheSequenceWasLost_isNearAgain() {
    store().apply(Step.write("a", "1"));
    loseSequence("a");
    node().repair();
    assertThat(valueOf("a")).isEqualTo("1");

    evict("a");

    assertThat(valueOf("a")).isEqualTo("1");
  }

  @Test
  void drop_ofAnotherNode_revokesTicketsWhenItIsHeard() {
    var ticket = store().loads().ticket("a");
    inbox().hold();
    openOther().apply(Step.drop("a"));
    assertThat(ticket.stands()).isTrue();

    inbox().release();

    assertThat(ticket.stands()).isFalse();
  }
}
