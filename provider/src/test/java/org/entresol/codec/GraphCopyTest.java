package org.entresol.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GraphCopyTest {

  static class Node {
    final String name;
    @Nullable Node parent;
    List<Node> children = new ArrayList<>();
    Map<String, Node> byName = new HashMap<>();
    @Nullable Object any;

    Node(String name) {
      this.name = name;
    }

    Node add(Node child) {
      child.parent = this;
      children.add(child);
      byName.put(child.name, child);
      return this;
    }
  }

  record Ring(String name, List<Ring> others, Map<String, Object> all) {}

  @Test
  void copy_cyclicGraph_keepsIdentity() {
    Node original = new Node("root").add(new Node("a")).add(new Node("b"));

    Node copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original);
    assertThat(copy.children).hasSize(2).doesNotContainAnyElementsOf(original.children);
    assertThat(copy.children).allSatisfy(child -> assertThat(child.parent).isSameAs(copy));
    assertThat(copy.byName.get("a")).isSameAs(copy.children.get(0));
    assertThat(copy.byName.get("b")).isSameAs(copy.children.get(1));
  }

  @Test
  void copy_mapThatContainsItself_containsTheCopy() {
    Map<String, Object> original = new HashMap<>();
    original.put("self", original);
    original.put("list", new ArrayList<>(List.of(original)));

    Map<String, Object> copy = Rules.byValue().copy(original);

    assertThat(copy.get("self")).isSameAs(copy).isNotSameAs(original);
    assertThat(((List<?>) requireNonNull(copy.get("list"))).get(0)).isSameAs(copy);
  }

  @Test
  void copy_arrayThatContainsItself_containsTheCopy() {
    Object[] original = {"a", null, new Object[1]};
    original[1] = original;
    ((Object[]) original[2])[0] = original;

    Object[] copy = Rules.byValue().copy(original);

    assertThat(copy[1] == copy).isTrue();
    assertThat(((Object[]) copy[2])[0] == copy).isTrue();
    assertThat(copy == original).isFalse();
  }

  @Test
  void copy_cycleThroughARecord_keepsIdentity() {
    Ring original = new Ring("a", new ArrayList<>(), new HashMap<>());
    original.others().add(original);
    original.all().put("self", original);

    Ring copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original);
    assertThat(copy.others().get(0)).isSameAs(copy);
    assertThat(copy.all().get("self")).isSameAs(copy);
  }

  @Test
  void copy_cycleThroughUnmodifiables_keepsIdentity() {
    Node original = new Node("a");
    original.any = List.of(original, Map.of("self", original));

    Node copy = Rules.byValue().copy(original);

    List<?> list = (List<?>) requireNonNull(copy.any);
    assertThat(list.get(0)).isSameAs(copy);
    assertThat(((Map<?, ?>) list.get(1)).get("self")).isSameAs(copy);
  }

  @Test
  void copy_unmodifiableReachedThroughItsElement_isOneObject() {
    Node element = new Node("a");
    List<Node> original = List.of(element);
    element.any = original;

    List<Node> copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original);
    assertThat(copy.get(0).any).isSameAs(copy);
  }

  @Test
  void copy_viewInACycle_isAViewOfTheCopiedCollection() {
    Node child = new Node("child");
    Node original = new Node("a").add(child);
    child.any = Collections.unmodifiableList(original.children);
    List<?> siblings = (List<?>) child.any;

    Node copy = Rules.byValue().copy(original);
    List<?> viaView = Rules.byValue().copy(siblings);

    copy.children.add(new Node("late"));
    assertThat((List<?>) requireNonNull(copy.children.get(0).any)).hasSize(2);
    assertThat(((Node) viaView.get(0)).any).isSameAs(viaView);
    assertThat(siblings).hasSize(1);
  }

  @Test
  void copy_identityMapWithMutableKeys_hasTheCopiesAsKeys() {
    Node key = new Node("key");
    IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
    map.put(key, "value");

    Object[] copy = Rules.byValue().copy(new Object[] {key, map});

    assertThat(((IdentityHashMap<?, ?>) copy[1]).get(copy[0])).isEqualTo("value");
    assertThat(((IdentityHashMap<?, ?>) copy[1]).get(key)).isNull();
  }

  @Test
  void copy_setOfMutables_findsTheCopies() {
    Set<Object> original = new HashSet<>(Set.of(new Pet("a"), new Pet("b")));

    Set<Object> copy = Rules.byValue().copy(original);

    assertThat(copy).isEqualTo(original).contains(new Pet("a"));
  }

  class Inner {
    List<String> names = new ArrayList<>(List.of("a"));

    GraphCopyTest outer() {
      return GraphCopyTest.this;
    }
  }

  @Test
  void copy_innerObject_hasAnOuterObject() {
    Inner copy = Rules.byValue().copy(new Inner());

    assertThat(copy.outer()).isNotNull();
    assertThat(copy.names).containsExactly("a");
  }

  /** Not Serializable, and its superclass has fields that are closed to everybody. */
  static final class Pair extends AbstractList<Pet> {
    private final Pet[] pets = {new Pet("a"), new Pet("b")};

    @Override
    public Pet get(int index) {
      return pets[index];
    }

    @Override
    public int size() {
      return pets.length;
    }
  }

  static final class OneEntry extends AbstractMap<String, Pet> {
    private final Map<String, Pet> map = new HashMap<>(Map.of("a", new Pet("a")));

    @Override
    public Set<Entry<String, Pet>> entrySet() {
      return map.entrySet();
    }
  }

  @Test
  void copy_collectionOfTheUser_isCopiedByItsFields() {
    Pair pair = new Pair();
    OneEntry entry = new OneEntry();
    assertThat(entry.keySet()).hasSize(1); // a view that the superclass keeps

    Pair copy = Rules.byValue().copy(pair);
    OneEntry copiedEntry = Rules.byValue().copy(entry);
    pair.get(0).name = "changed";
    entry.values().forEach(pet -> pet.name = "changed");

    assertThat(copy).containsExactly(new Pet("a"), new Pet("b"));
    assertThat(copiedEntry).isEqualTo(Map.of("a", new Pet("a")));
    assertThat(copiedEntry.keySet()).containsExactly("a");
  }

  @Test
  void copy_chainTooLongForTheStack_failsAndLeavesTheCopierUsable() {
    Copiers copiers = Rules.byValue();
    Node chain = new Node("first");
    Node last = chain;
    for (int i = 0; i < 100_000; i++) {
      Node next = new Node("next");
      last.parent = next;
      last = next;
    }

    assertThatThrownBy(() -> copiers.copy(chain))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining(Node.class.getName())
        .hasMessageContaining("too long for the stack");
    assertThatThrownBy(() -> copiers.sizeOf(chain))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("too long for the stack");

    Node copy = copiers.copy(new Node("a").add(new Node("b")));
    assertThat(copy.children.get(0).parent).isSameAs(copy);
  }

  @Test
  void copy_longList_needsNoDeepStack() {
    List<Object> original = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      original.add(new Pet("pet"));
    }

    assertThat(Rules.byValue().copy(original)).isEqualTo(original);
  }

  @Test
  void copy_sameObjectInManyPlaces_isCopiedOnce() {
    Pet pet = new Pet("a");

    List<Object> copy = Rules.byValue().copy(Arrays.asList(pet, pet, new Object[] {pet}));

    assertThat(copy.get(0)).isSameAs(copy.get(1)).isNotSameAs(pet);
    assertThat(((Object[]) copy.get(2))[0]).isSameAs(copy.get(0));
  }
}
