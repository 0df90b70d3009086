package org.entresol.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SchemaTable} has to do, whatever lies below it. */
public abstract class SchemaTableContract extends TierContract {

  private ByteTier tier;
  private SchemaTable one;
  private SchemaTable two;

  /** Loses the schemas of a cache, of which nobody hears. */
  protected abstract void lose(String cache);

  @BeforeEach
  void join() {
    tier = node("one");
    one = tier.schemas();
    two = node("two").schemas();
  }

  @Test
  void find_nothingAdded_findsNone() {
    assertThat(one.find(1)).isNull();
  }

  @Test
  void find_added_findsTheTextOnEveryNode() {
    String text = "c\tcom.acme.Grün\n\tJ\tlong\tid\n";

    assertThat(one.add(Map.of(Long.MIN_VALUE, text, -1L, "b"))).isNotEmpty();

    assertThat(two.find(Long.MIN_VALUE)).isEqualTo(text);
    assertThat(two.find(-1)).isEqualTo("b");
    assertThat(two.find(1)).isNull();
  }

  @Test
  void add_textThatIsThere_staysTheFirst() {
    one.add(Map.of(1L, "first"));
    two.add(Map.of(1L, "second"));

    assertThat(one.find(1)).isEqualTo("first");
  }

  @Test
  void add_nothingNew_saysTheSame() {
    String table = one.add(Map.of(1L, "a"));

    assertThat(two.add(Map.of())).isEqualTo(table);
    assertThat(two.add(Map.of(1L, "a"))).isEqualTo(table);
  }

  @Test
  void add_more_saysAnother() {
    String table = one.add(Map.of(1L, "a"));

    String more = two.add(Map.of(2L, "b"));

    assertThat(more).isNotEqualTo(table);
    assertThat(one.add(Map.of())).isEqualTo(more);
  }

  @Test
  void add_tableWasLost_saysAnother() {
    String table = one.add(Map.of(1L, "a"));
    lose(cache());

    assertThat(two.add(Map.of(2L, "b"))).isNotEqualTo(table);
    assertThat(one.find(1)).isNull();
    assertThat(one.find(2)).isEqualTo("b");
  }

  @Test
  void destroy_tableWithSchemas_leavesNone() {
    one.add(Map.of(1L, "a"));

    tier.destroy();

    assertThat(two.find(1)).isNull();
  }
}
