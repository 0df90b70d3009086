package org.entresol.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link EntryStore} has to do; an implementation's test extends this class, or {@link
 * ExpiringStoreContract} where its entries may end.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class EntryStoreContract {

  private EntryStore<Object, String> store;

  /** A new and empty store of the implementation, with room for 100,000 entries. */
  protected abstract EntryStore<Object, String> open();

  /** How often what may fail by chance is tried. */
  protected int rounds() {
    return 5_000;
  }

  /** The store under test. */
  protected EntryStore<Object, String> store() {
    return store;
  }

  @BeforeEach
  protected void openAnew() {
    store = open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Exclusive rights to keys. */
  @Nested
  class Holds extends HoldContract {
    @Override
    EntryStore<Object, String> store() {
      return store;
    }

    @Override
    int rounds() {
      return EntryStoreContract.this.rounds();
    }
  }

  /** The rights of loads. */
  @Nested
  class Tickets extends TicketContract {
    @Override
    EntryStore<Object, String> store() {
      return store;
    }

    @Override
    int rounds() {
      return EntryStoreContract.this.rounds();
    }
  }

  /** Steps of many threads. */
  @Nested
  class Crowds extends CrowdContract {
    @Override
    EntryStore<Object, String> store() {
      return store;
    }

    @Override
    int rounds() {
      return EntryStoreContract.this.rounds();
    }
  }

  // ---- steps

  @Test
  void read_ofNothing_isNull() {
    assertThat(store.read("a")).isNull();
  }

  @Test
  void apply_write_isStored() {
    Step<Object> step = Step.write("a", "1");

    store.apply(step);

    assertThat(valueOf("a")).isEqualTo("1");
    assertThat(store.read("b")).isNull();
    assertThat(step.commits()).isEqualTo(1);
    assertThat(step.found()).isNull();
  }

  @Test
  void apply_writeOverAnother_replacesAndFindsIt() {
    Step<Object> step = Step.write("a", "2");
    store.apply(Step.write("a", "1"));

    store.apply(step);

    assertThat(valueOf("a")).isEqualTo("2");
    assertThat(step.found()).isEqualTo("1");
  }

  @Test
  void apply_blindWrite_isStoredAllTheSame() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.<Object>write("a", "2").blind());

    assertThat(valueOf("a")).isEqualTo("2");
  }

  @Test
  void apply_writeIfAbsent_firstIsKept() {
    Step<Object> second = Step.writeIfAbsent("a", "2");
    store.apply(Step.writeIfAbsent("a", "1"));

    store.apply(second);

    assertThat(valueOf("a")).isEqualTo("1");
    assertThat(second.act()).isEqualTo(Act.LEAVE);
  }

  @Test
  void apply_replacementOfWhatIsThere_isMade() {
    store.apply(Step.write("a", "1"));

    Step.update(store, "a", value -> value + "2", step -> step);

    assertThat(valueOf("a")).isEqualTo("12");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void apply_replacementOfWhatIsNoMore_isOvertaken(boolean isReplaced) {
    store.apply(Step.write("a", "1"));
    Step<Object> late = Step.replace("a", store.readCurrent("a"), "late");
    store.apply(isReplaced ? Step.write("a", "11".substring(1)) : Step.remove("a"));

    store.apply(late);

    assertThat(late.wasOvertaken()).isTrue();
    assertThat(late.commits()).isZero();
    assertThat(valueOf("a")).isEqualTo(isReplaced ? "1" : null);
  }

  @Test
  void apply_drop_removes() {
    Step<Object> step = Step.drop("a");
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("b", "2"));

    store.apply(step);

    assertThat(content()).containsExactly(entry("b", "2"));
    assertThat(store.read("a")).isNull();
    assertThat(step.commits()).isEqualTo(1);
  }

  @Test
  void apply_removal_removes() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.remove("a"));

    assertThat(store.read("a")).isNull();
  }

  @Test
  void apply_leaving_leavesIt() {
    store.put("a", Step.entry("1"));
    Step<Object> leave = Step.leave("a");

    store.apply(leave);

    assertThat(valueOf("a")).isEqualTo("1");
    assertThat(leave.commits()).isEqualTo(1);
  }

  @Test
  void apply_nothingOfNothing_leavesNothing() {
    Step<Object> leave = Step.leave("a");

    store.apply(leave);

    assertThat(store.read("a")).isNull();
    assertThat(leave.commits()).isEqualTo(1);
  }

  @Test
  void applyAll_steps_areMadeInOrder() {
    List<Step<Object>> steps =
        List.of(
            Step.write("a", "1"),
            Step.remove("a"),
            Step.writeIfAbsent("a", "2"),
            Step.writeIfAbsent("a", "3"),
            Step.write("b", "4"));

    store.applyAll(steps);

    assertThat(content()).containsExactly(entry("a", "2"), entry("b", "4"));
    assertThat(valueOf("a")).isEqualTo("2");
    assertThat(steps).allMatch(step -> step.commits() == 1);
  }

  @Test
  void put_entry_replacesWhatIsThere() {
    store.put("a", Step.entry("1"));
    assertThat(valueOf("a")).isEqualTo("1");

    store.put("a", Step.entry("2"));
    assertThat(valueOf("a")).isEqualTo("2");
    assertThat(Step.valueOf(store.readCurrent("a"))).isEqualTo("2");
  }

  // ---- many keys

  @Test
  void readAll_keys_leavesOutThoseWithoutEntry() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("c", "3"));

    Map<Object, Entry<String>> found = store.readAll(List.of("a", "b", "c"));

    assertThat(found).containsOnlyKeys("a", "c");
    assertThat(Step.valueOf(found.get("c"))).isEqualTo("3");
  }

  @Test
  void scan_entries_areAllThere() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("b", "2"));

    assertThat(content()).containsExactly(entry("a", "1"), entry("b", "2"));
  }

  @Test
  void scan_besideWriters_seesEachLastingEntryOnce() {
    IntStream.range(0, 1_000).forEach(i -> store.apply(Step.write("lasting" + i, "1")));
    AtomicBoolean over = new AtomicBoolean();
    Task<Boolean> writer =
        Crew.run(
            () -> {
              for (int i = 0; !over.get(); i++) {
                store.apply(Step.write("passing" + i % 5_000, "1"));
                store.apply(Step.remove("passing" + (i * 7) % 5_000));
              }
            });

    for (int time = 0; time < 20; time++) {
      assertThat(lasting(store.scan())).hasSize(1_000).doesNotHaveDuplicates();
    }
    over.set(true);
    assertThat(writer.result()).isTrue();
  }

  private static List<Object> lasting(Iterator<Map.Entry<Object, Entry<String>>> scan) {
    List<Object> lasting = new ArrayList<>();
    scan.forEachRemaining(
        found -> {
          if (found.getKey().toString().startsWith("lasting")) {
            lasting.add(found.getKey());
          }
        });
    return lasting;
  }

  @Test
  void clear_entries_areGone() {
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("b", "2"));

    store.clear();

    assertThat(content()).isEmpty();
    assertThat(store.read("a")).isNull();
  }

  @Test
  void close_besideHolder_waitsForNobody() {
    store.apply(Step.write("a", "1"));
    store.hold("a");

    Task<Boolean> closing = Crew.run(store::close);

    assertThat(closing.result()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dropNear_keys_areReadAgain(boolean isOfAll) {
    store.apply(Step.write("a", "1"));
    store.apply(Step.write("b", "2"));

    if (isOfAll) {
      store.nearness().dropAll();
    } else {
      store.nearness().drop("a");
    }

    assertThat(valueOf("a")).isEqualTo("1");
    assertThat(valueOf("b")).isEqualTo("2");
  }

  @Test
  void unwrap_foreignType_isNull() {
    assertThat(store.unwrap(Runtime.class)).isNull();
  }

  private @Nullable String valueOf(Object key) {
    return Step.valueOf(store.read(key));
  }

  private Map<Object, String> content() {
    Map<Object, String> content = new TreeMap<>();
    store.scan().forEachRemaining(found -> content.put(found.getKey(), found.getValue().value()));
    return content;
  }
}
