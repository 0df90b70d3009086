package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every container of the JDK, with strings in it and with mutable objects in it. */
@Tag("unit")
class ContainerCopyTest {

  private static final Comparator<Object> BY_TEXT_BACKWARDS = new Backwards();

  private static final class Backwards implements Comparator<Object> {
    @Override
    public int compare(Object a, Object b) {
      return b.toString().compareTo(a.toString());
    }
  }

  private static final List<Function<List<Object>, Object>> COLLECTIONS =
      List.of(
          ArrayList::new,
          all -> fill("java.util.LinkedList", all),
          all -> fill("java.util.Vector", all),
          all -> fill("java.util.Stack", all),
          ArrayDeque::new,
          HashSet::new,
          LinkedHashSet::new,
          all -> with(new TreeSet<>(BY_TEXT_BACKWARDS), all),
          all -> with(new PriorityQueue<>(BY_TEXT_BACKWARDS), all),
          CopyOnWriteArrayList::new,
          CopyOnWriteArraySet::new,
          ConcurrentLinkedQueue::new,
          ConcurrentLinkedDeque::new,
          LinkedBlockingQueue::new,
          all -> with(new ConcurrentSkipListSet<>(BY_TEXT_BACKWARDS), all),
          all -> with(ConcurrentHashMap.newKeySet(), all),
          all -> with(Collections.newSetFromMap(new HashMap<>()), all),
          List::copyOf,
          all -> List.of(all.get(0)),
          all -> List.copyOf(all).subList(0, 2),
          all -> all.stream().toList(),
          all -> Stream.concat(all.stream(), Stream.of((Object) null)).toList(),
          Set::copyOf,
          all -> Set.of(all.get(0)),
          all -> Collections.singletonList(all.get(0)),
          all -> Collections.singleton(all.get(0)),
          all -> Collections.nCopies(3, all.get(0)),
          all -> Arrays.asList(all.toArray()),
          all -> new ArrayList<>(all).subList(0, 2),
          all -> Arrays.asList(all.toArray()).subList(0, 2),
          all -> new HashMap<>(Map.of("k", all.get(0))).values(),
          all -> new TreeMap<>(Map.of("k", all.get(0))).keySet(),
          all -> Collections.unmodifiableCollection(new ArrayList<>(all)),
          all -> Collections.unmodifiableList(new ArrayList<>(all)),
          all -> Collections.unmodifiableList((List<?>) fill("java.util.LinkedList", all)),
          all -> Collections.unmodifiableSet(new HashSet<>(all)),
          all -> Collections.unmodifiableSortedSet(treeSet(all)),
          all -> Collections.unmodifiableNavigableSet(treeSet(all)),
          all -> Collections.unmodifiableList(List.copyOf(all)),
          all -> Collections.unmodifiableSet(Set.copyOf(all)),
          all -> Collections.synchronizedCollection(new ArrayList<>(all)),
          all -> Collections.synchronizedList(new ArrayList<>(all)),
          all -> Collections.synchronizedSet(new HashSet<>(all)),
          all -> Collections.synchronizedSortedSet(treeSet(all)),
          all -> Collections.checkedList(new ArrayList<>(all), Object.class));

  private static final List<Function<Object, Object>> MAPS =
      List.of(
          one -> new HashMap<>(Map.of("k", one)),
          one -> new LinkedHashMap<>(Map.of("k", one)),
          ContainerCopyTest::identityHashMap,
          one -> new ConcurrentHashMap<>(Map.of("k", one)),
          one -> with(new TreeMap<>(BY_TEXT_BACKWARDS), one),
          one -> with(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), one),
          one -> with(new ConcurrentSkipListMap<>(BY_TEXT_BACKWARDS), one),
          one -> new EnumMap<>(Map.of(TimeUnit.DAYS, one)),
          one -> with((Map<?, ?>) Obsolete.make("java.util.Hashtable"), one),
          one -> Map.of("k", one),
          one -> Map.of("k", one, "m", "n"),
          one -> Collections.singletonMap("k", one),
          one -> treeMap(one).headMap("z", true),
          one -> treeMap(one).descendingMap(),
          one -> Collections.unmodifiableMap(new HashMap<>(Map.of("k", one))),
          one -> Collections.unmodifiableMap(Map.of("k", one)),
          one -> Collections.unmodifiableMap(new EnumMap<>(Map.of(TimeUnit.DAYS, one))),
          one -> Collections.unmodifiableSortedMap(treeMap(one)),
          one -> Collections.unmodifiableNavigableMap(treeMap(one)),
          one -> Collections.synchronizedMap(new LinkedHashMap<>(Map.of("k", one))),
          one -> Collections.synchronizedNavigableMap(treeMap(one)),
          one -> Map.entry("k", one),
          one -> new SimpleEntry<>("k", one),
          one -> new SimpleImmutableEntry<>("k", one),
          one -> treeMap(one).entrySet().iterator().next(),
          one -> new HashMap<>(Map.of("k", one)).entrySet().iterator().next(),
          Optional::of,
          AtomicReference::new);

  private static Object fill(String type, List<Object> all) {
    return with(cast(Obsolete.make(type)), all);
  }

  @SuppressWarnings("unchecked") // made empty right before
  private static Collection<Object> cast(Object empty) {
    return (Collection<Object>) empty;
  }

  private static <C extends Collection<? super Object>> C with(C empty, List<Object> all) {
    empty.addAll(all);
    return empty;
  }

  @SuppressWarnings("unchecked") // made empty right before
  private static <M extends Map<?, ?>> M with(M empty, Object one) {
    ((Map<Object, Object>) empty).put("k", one);
    return empty;
  }

  private static Object identityHashMap(Object one) {
    IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
    map.put("k", one);
    return map;
  }

  private static NavigableSet<Object> treeSet(List<Object> all) {
    return with(new TreeSet<>(BY_TEXT_BACKWARDS), all);
  }

  private static NavigableMap<Object, Object> treeMap(Object one) {
    return with(new TreeMap<>(BY_TEXT_BACKWARDS), one);
  }

  static Stream<Supplier<Object>> withStrings() {
    return makers(text -> text);
  }

  static Stream<Supplier<Object>> withPets() {
    return makers(Pet::new);
  }

  private static Stream<Supplier<Object>> makers(Function<String, Object> part) {
    return Stream.concat(
        COLLECTIONS.stream()
            .map(
                make ->
                    () -> make.apply(List.of(part.apply("a"), part.apply("b"), part.apply("c")))),
        MAPS.stream().map(make -> () -> make.apply(part.apply("a"))));
  }

  @ParameterizedTest
  @MethodSource("withStrings")
  void copy_containerOfStrings_hasTheSameContent(Supplier<Object> make) {
    Object original = make.get();

    assertThat(show(Rules.byValue().copy(original))).isEqualTo(show(original));
  }

  @ParameterizedTest
  @MethodSource("withPets")
  void copy_containerOfMutables_hasTheSameContent(Supplier<Object> make) {
    Object original = make.get();

    Object copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original);
    assertThat(show(copy)).isEqualTo(show(original));
  }

  @ParameterizedTest
  @MethodSource("withPets")
  void copy_containerOfMutables_sharesNoneOfThem(Supplier<Object> make) {
    Object original = make.get();

    Object copy = Rules.byValue().copy(original);
    pets(original, pet -> pet.name = "changed");

    pets(copy, pet -> assertThat(pet.name).isIn("a", "b", "c"));
  }

  @ParameterizedTest
  @MethodSource("withPets")
  void copy_containerTwiceInAGraph_isOneContainerInTheCopy(Supplier<Object> make) {
    Object original = make.get();

    Object[] copy = Rules.byValue().copy(new Object[] {original, original, List.of(original)});

    assertThat(copy[1]).isSameAs(copy[0]).isNotSameAs(original);
    assertThat(((List<?>) copy[2]).get(0)).isSameAs(copy[0]);
  }

  @ParameterizedTest
  @MethodSource({"withPets", "withStrings"})
  void copy_modifiableContainer_canBeChangedApart(Supplier<Object> make) {
    Object original = make.get();
    String before = show(original);

    Object copy = Rules.byValue().copy(original);
    boolean cleared = clear(copy);

    assertThat(show(original)).isEqualTo(before);
    // The copy of a view may allow more, for it is no view.
    assertThat(cleared || !clear(original)).isTrue();
  }

  @Test
  void copy_linkedHashMapInOrderOfAccess_staysInOrderOfAccess() {
    for (Object part : List.of("v", new Pet("v"))) {
      Map<String, Object> original = new LinkedHashMap<>(8, 0.75f, true);
      original.put("a", part);
      original.put("b", part);

      Map<String, Object> copy = Rules.byValue().copy(original);
      copy.get("a");

      assertThat(copy.keySet()).containsExactly("b", "a");
      assertThat(original.keySet()).containsExactly("a", "b");
    }
  }

  @Test
  void copy_sortedContainers_keepTheirOrder() {
    NavigableMap<Object, Object> map = treeMap(new Pet("a"));
    map.put("m", "n");

    assertThat(Rules.byValue().copy(map).keySet()).containsExactly("m", "k");
    assertThat(Rules.byValue().copy(treeSet(List.of("a", "b")))).containsExactly("b", "a");
  }

  @Test
  void copy_containerSortedByALambda_isSortedByTheSameOne() {
    Comparator<Object> lambda = (a, b) -> b.toString().compareTo(a.toString());
    Set<Object> original = with(new TreeSet<>(lambda), List.of(new Pet("a"), new Pet("b")));

    Set<Object> view = Rules.byValue().copy(Collections.unmodifiableSet(original));
    Set<Object> descending = Rules.byValue().copy(((TreeSet<Object>) original).descendingSet());

    assertThat(Rules.byValue().copy(original)).containsExactly(new Pet("b"), new Pet("a"));
    assertThat(view).containsExactly(new Pet("b"), new Pet("a"));
    assertThat(descending).containsExactly(new Pet("a"), new Pet("b"));
  }

  @Test
  void copy_emptyContainers_areEmptyAndApart() {
    List<Object> original = new ArrayList<>();
    Map<TimeUnit, Object> map = new EnumMap<>(TimeUnit.class);

    assertThat(Rules.byValue().copy(original)).isEmpty();
    assertThat(Rules.byValue().copy(map)).isEmpty();
  }

  static String show(Object value) {
    return value instanceof AtomicReference<?> reference
        ? String.valueOf(reference.get())
        : String.valueOf(value);
  }

  private static void pets(@Nullable Object value, Consumer<Pet> action) {
    if (value instanceof Pet pet) {
      action.accept(pet);
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(element -> pets(element, action));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(element -> pets(element, action));
    } else if (value instanceof Map.Entry<?, ?> entry) {
      pets(entry.getValue(), action);
    } else if (value instanceof Optional<?> optional) {
      pets(optional.orElseThrow(), action);
    } else if (value instanceof AtomicReference<?> reference) {
      pets(reference.get(), action);
    }
  }

  private static boolean clear(Object value) {
    try {
      if (value instanceof Collection<?> collection) {
        collection.clear();
        return collection.isEmpty();
      }
      if (value instanceof Map<?, ?> map) {
        map.clear();
        return map.isEmpty();
      }
      return false;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }
}
