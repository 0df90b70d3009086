package org.entresol.store.tiered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entresol.tier.SchemaTable;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a node does about a table that is lost, or cannot be reached. */
@Tag("unit")
class TierSchemasTest {

  /** A table that may be away or lose everything, and notes what it is asked. */
  private static final class Table implements SchemaTable {
    final List<String> asked = new ArrayList<>();
    final Map<Long, String> texts = new HashMap<>();
    int number = 1;
    boolean isAway;
    Runnable meanwhile = () -> {};

    private void ask(String what) {
      asked.add(what);
      if (isAway) {
        throw TierException.away("away", null, true);
      }
    }

    void lose() {
      texts.clear();
      number++;
    }

    /** Goes back to what was there before, as a replica does that had not got it all. */
    void goBack(int formerNumber, Map<Long, String> former) {
      texts.clear();
      texts.putAll(former);
      number = formerNumber;
    }

    @Override
    public String add(Map<Long, String> some) {
      ask("add " + some.size());
      if (!texts.keySet().containsAll(some.keySet())) {
        number++;
      }
      some.forEach(texts::putIfAbsent);
      Runnable once = meanwhile;
      meanwhile = () -> {};
      once.run();
      return String.valueOf(number);
    }

    @Override
    public @Nullable String find(long fingerprint) {
      ask("find " + fingerprint);
      return texts.get(fingerprint);
    }
  }

  private final Table table = new Table();
  private final TierSchemas schemas = new TierSchemas();

  @Test
  void renew_nothingAdded_asksNothing() {
    schemas.over(table);

    schemas.renew();

    assertThat(table.asked).isEmpty();
  }

  @Test
  void renew_tableIsThere_asksForItAlone() {
    schemas.over(table);
    schemas.add(Map.of(1L, "a"));
    schemas.renew();
    table.asked.clear();

    schemas.renew();

    assertThat(table.asked).containsExactly("add 0");
  }

  @Test
  void renew_tableWasLost_addsAllThatWasAddedAndFound() {
    schemas.over(table);
    table.texts.put(2L, "b");
    schemas.add(Map.of(1L, "a"));
    schemas.keep(2, "b");
    schemas.renew();
    table.lose();

    schemas.renew();

    assertThat(table.texts).isEqualTo(Map.of(1L, "a", 2L, "b"));
  }

  @Test
  void renew_tableIsOlder_addsWhatItLacks() {
    schemas.over(table);
    schemas.add(Map.of(1L, "a"));
    schemas.renew();
    int former = table.number;
    schemas.add(Map.of(2L, "b"));
    schemas.renew();
    table.goBack(former, Map.of(1L, "a"));

    schemas.renew();

    assertThat(table.texts).isEqualTo(Map.of(1L, "a", 2L, "b"));
  }

  @Test
  void renew_addedDuringTheCallButNotSent_isSentByTheNext() {
    schemas.over(table);
    table.isAway = true;
    schemas.add(Map.of(1L, "a"));
    table.isAway = false;
    table.meanwhile = () -> schemas.add(Map.of(2L, "b"));

    schemas.renew();
    schemas.renew();

    assertThat(table.texts).isEqualTo(Map.of(1L, "a", 2L, "b"));
  }

  @Test
  void renew_tableWasLostBetweenTwoAdditions_addsBoth() {
    schemas.over(table);
    schemas.add(Map.of(1L, "a"));
    schemas.renew();
    table.lose();
    schemas.add(Map.of(2L, "b"));

    schemas.renew();

    assertThat(table.texts).isEqualTo(Map.of(1L, "a", 2L, "b"));
  }

  @Test
  void add_tableIsAway_isToldOnceAndAgainWithTheRenewal() {
    schemas.over(table);
    table.isAway = true;

    schemas.add(Map.of(1L, "a"));
    schemas.add(Map.of(2L, "b"));

    assertThat(table.asked).containsExactly("add 1");
    assertThatThrownBy(schemas::renew).isInstanceOf(TierException.class);
    table.isAway = false;
    schemas.renew();
    assertThat(table.texts).isEqualTo(Map.of(1L, "a", 2L, "b"));
    schemas.add(Map.of(3L, "c"));
    assertThat(table.texts).containsKey(3L);
  }

  @Test
  void add_beforeThereIsATable_comesWithTheRenewal() {
    schemas.add(Map.of(1L, "a"));
    schemas.over(table);

    schemas.renew();

    assertThat(table.texts).isEqualTo(Map.of(1L, "a"));
  }

  @Test
  void find_absent_isAskedOnceUntilTheRenewal() {
    schemas.over(table);

    assertThat(schemas.find(1)).isNull();
    assertThat(schemas.find(1)).isNull();
    assertThat(table.asked).containsExactly("find 1");

    table.texts.put(1L, "a");
    schemas.renew();
    assertThat(schemas.find(1)).isEqualTo("a");
  }

  @Test
  void find_refused_isNotAskedUntilTheRenewal() {
    schemas.over(table);
    table.texts.put(1L, "none");
    schemas.refuse(1);

    assertThat(schemas.find(1)).isNull();
    assertThat(table.asked).isEmpty();

    schemas.renew();
    assertThat(schemas.find(1)).isEqualTo("none");
  }

  @Test
  void find_tableIsAway_findsNoneAndAsksAgain() {
    schemas.over(table);
    table.texts.put(1L, "a");
    table.isAway = true;

    assertThat(schemas.find(1)).isNull();

    table.isAway = false;
    assertThat(schemas.find(1)).isEqualTo("a");
  }
}
