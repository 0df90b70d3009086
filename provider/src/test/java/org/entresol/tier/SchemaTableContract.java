package org.entresol.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SchemaTable} has to do, whatever lies below it. */
public abstract class SchemaTableContract {

  private final String cache = UUID.randomUUID().toString();
  private final List<ByteTier> opened = new ArrayList<>();
  private ByteTier tier;
  private SchemaTable one;
  private SchemaTable two;

  /** A tier of a cache as another node opens it for each name. */
  protected abstract ByteTier open(String node, String cache);

  /** Loses the schemas of a cache, of which nobody hears. */
  protected abstract void lose(String cache);

  private ByteTier node(String name) {
    ByteTier other = open(name, cache);
    opened.add(other);
    return other;
  }

  @BeforeEach
  void join() {
    tier = node("one");
    one = tier.schemas();
    two = node("two").schemas();
  }

  @AfterEach
  void close() {
    opened.forEach(ByteTier::close);
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
    lose(cache);

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
