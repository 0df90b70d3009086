package org.entresol.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TreeCopyTest {

  static class Address {
    String street = "Main Street";
  }

  static class Order {
    long id = 7;
    List<Object> lines = new ArrayList<>(List.of("a", "b"));
    Collection<Object> view = List.of();
    Map<String, Object> notes = new HashMap<>(Map.of("k", "v"));
    @Nullable Address address = new Address();
    int[] totals = {1, 2};
    @Nullable Object extra;
  }

  @Test
  void copy_fewMutableFields_areAllNew() {
    Order original = new Order();

    Order copy = Rules.byValue().copy(original);

    assertThat(copy).usingRecursiveComparison().isEqualTo(original);
    assertThat(copy.lines).isNotSameAs(original.lines).isExactlyInstanceOf(ArrayList.class);
    assertThat(copy.notes).isNotSameAs(original.notes);
    assertThat(copy.address).isNotSameAs(original.address);
    assertThat(copy.totals).isNotSameAs(original.totals);
    assertThat(copy.view).isSameAs(original.view);
  }

  @Test
  void copy_nullsInMutableFields_stayNull() {
    Order original = new Order();
    original.address = null;

    assertThat(Rules.byValue().copy(original).address).isNull();
  }

  @Test
  void copy_sameObjectInTwoFields_isOneObjectInTheCopy() {
    Order original = new Order();
    original.extra = original.lines;

    Order copy = Rules.byValue().copy(original);

    assertThat(copy.extra).isSameAs(copy.lines).isNotSameAs(original.lines);
  }

  @Test
  void copy_viewOfAnotherField_isAViewOfThatFieldInTheCopy() {
    Order original = new Order();
    original.view = Collections.unmodifiableList(original.lines);

    Order copy = Rules.byValue().copy(original);
    copy.lines.add("c");

    assertThat(copy.view).hasToString("[a, b, c]");
    assertThat(original.view).hasToString("[a, b]");
  }

  @Test
  void copy_viewOfNoOtherField_isAViewOfItsOwn() {
    Order original = new Order();
    List<Object> behind = original.lines;
    original.lines = Collections.unmodifiableList(behind);
    original.notes = Map.of();

    Order copy = Rules.byValue().copy(original);
    behind.add("c");

    assertThat(copy.lines).hasToString("[a, b]").hasSameClassAs(original.lines);
  }

  @Test
  void copy_objectThatRefersToItself_refersToTheCopy() {
    Order original = new Order();
    original.extra = original;

    Order copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original);
    assertThat(copy.extra).isSameAs(copy);
  }

  @Test
  void copy_elementThatIsAlsoAField_isOneObjectInTheCopy() {
    Order original = new Order();
    Address address = new Address();
    original.address = address;
    original.lines.add(address);

    Order copy = Rules.byValue().copy(original);

    assertThat(copy.lines.get(2)).isSameAs(copy.address).isNotSameAs(address);
  }

  @Test
  void copy_subclassInAField_keepsItsClassAndFields() {
    class Flat extends Address {
      List<String> bells = new ArrayList<>(List.of("Ann"));
    }
    Order original = new Order();
    original.address = new Flat();

    Flat copy = (Flat) requireNonNull(Rules.byValue().copy(original).address);

    assertThat(copy).isNotSameAs(original.address);
    assertThat(copy.bells).containsExactly("Ann").isNotSameAs(((Flat) original.address).bells);
  }

  record Basket(String owner, List<String> things, @Nullable Map<String, Integer> prices) {
    Basket {
      if (things.contains("refused")) {
        throw new IllegalArgumentException("refused");
      }
    }
  }

  @Test
  void copy_recordWithMutableComponents_hasNewOnes() {
    Basket original = new Basket("Ann", new ArrayList<>(List.of("a")), new HashMap<>());

    Basket copy = Rules.byValue().copy(original);
    original.things().add("b");

    assertThat(copy).isEqualTo(new Basket("Ann", List.of("a"), Map.of()));
  }

  @Test
  void copy_recordWhoseConstructorRefuses_fails() {
    Basket original = new Basket("Ann", new ArrayList<>(), null);
    original.things().add("refused");

    assertThatThrownBy(() -> Rules.byValue().copy(original))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining(Basket.class.getName())
        .hasMessageContaining("refused")
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  static final class Frozen10 {
    private final String name;
    private final List<Object> list;

    Frozen10(String name, List<Object> list) {
      this.name = name;
      this.list = list;
    }

    @Override
    public String toString() {
      return name + list;
    }
  }

  @Test
  void copy_finalFieldsThatHoldImmutables_isTheValueItself() {
    Frozen10 immutable = new Frozen10("a", List.of("b"));
    Frozen10 mutable = new Frozen10("a", List.of(new Pet("b")));

    assertThat(Rules.byValue().copy(immutable)).isSameAs(immutable);
    assertThat(Rules.byValue().copy(mutable)).isNotSameAs(mutable).hasToString("a[Pet b]");
  }

  static class Wide {
    int[] a = {1};
    int[] b = {2};
    int[] c = {3};
    int[] d = {4};
    int[] e = {5};
    int[] f = {6};
    int[] g = {7};
    int[] h = {8};
    int[] i = a;
  }

  @Test
  void copy_moreMutableFieldsThanAPlanTakes_keepsIdentities() {
    Wide original = new Wide();

    Wide copy = Rules.byValue().copy(original);

    assertThat(copy).usingRecursiveComparison().isEqualTo(original);
    assertThat(copy.i).isSameAs(copy.a).isNotSameAs(original.a);
    assertThat(copy.h).isNotSameAs(original.h);
  }
}
