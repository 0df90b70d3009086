package org.entresol.tier.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows as they are sent to the script that takes many. */
@Tag("server")
class MutateRowsTest {
  private static final String KEY = "s:key";

  private final ScriptBench bench = new ScriptBench();

  @AfterEach
  void disconnect() {
    bench.close();
  }

  @Test
  void announcement_nobodyListens_isNotMade() {
    bench.runOn(
        KEY,
        Script.MUTATE,
        "",
        ScriptBench.NODE,
        "0",
        "0",
        "0",
        "0",
        "ww00",
        "",
        EntryFormat.lifetimes(Lifetimes.NONE),
        ScriptBench.stamp(1),
        "new",
        "",
        "");
    assertThat(bench.payload(KEY)).isEqualTo("new");
    assertThat(bench.announced()).isEmpty();
  }

  @Test
  void rows_many_areJudgedOneAfterTheOther() {
    byte[] lives = EntryFormat.lifetimes(Lifetimes.NONE);
    List<Object> replies =
        bench.run(
            Script.MUTATE,
            List.of(bench.sequence(), bench.entry("a"), bench.sequence(), bench.entry("a")),
            "",
            ScriptBench.NODE,
            "0",
            "0",
            "0",
            "0",
            "w-10",
            "",
            lives,
            ScriptBench.stamp(1),
            "first",
            "",
            "",
            "w-10",
            "",
            lives,
            ScriptBench.stamp(2),
            "second",
            "",
            "");
    Outcome first = EntryFormat.outcome((byte[]) replies.get(0), 1);
    Outcome second = EntryFormat.outcome((byte[]) replies.get(1), 2);
    assertThat(first.found()).isFalse();
    assertThat(second.found()).isTrue();
    assertThat(requireNonNull(second.entry()).version())
        .isEqualTo(new Version(first.sequence(), 1));
    assertThat(bench.payload("a")).isEqualTo("first");
  }
}
