package org.entresol.codec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.vavr.control.Option;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import it.unimi.dsi.fastutil.objects.ObjectArrayList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.list.mutable.FastList;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.eclipse.collections.impl.map.mutable.UnifiedMap;
import org.eclipse.collections.impl.set.mutable.UnifiedSet;

/**
 * Kinds of values of the JDK and of libraries, by name, each with as many elements as one likes.
 */
final class LibraryValues {

  /** A map of an application's own. */
  static final class OwnMap extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;
  }

  /** A list of an application's own. */
  static final class OwnList extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
  }

  static final Map<String, IntFunction<Object>> KINDS = new LinkedHashMap<>();

  static {
    ofTheJdk();
    ofGuava();
    ofOthers();
  }

  private LibraryValues() {}

  /** A value of a kind. */
  static Object of(String kind, int size) {
    return requireNonNull(KINDS.get(kind)).apply(size);
  }

  private static void kind(String name, IntFunction<Object> make) {
    KINDS.put(name, make);
  }

  private static List<String> list(int size) {
    return filled(new ArrayList<>(), size);
  }

  private static Map<String, Object> map(int size) {
    return filled(new HashMap<>(), size);
  }

  private static <C extends Collection<? super String>> C filled(C collection, int size) {
    for (int i = 0; i < size; i++) {
      collection.add("item" + i);
    }
    return collection;
  }

  private static <M extends Map<String, Object>> M filled(M map, int size) {
    for (int i = 0; i < size; i++) {
      map.put("key" + i, i);
    }
    return map;
  }

  @SuppressWarnings("JdkObsolete") // what applications keep is no matter of taste
  private static void ofTheJdk() {
    kind("own map", n -> filled(new OwnMap(), n));
    kind("own list", n -> filled(new OwnList(), n));
    kind("HashMap", n -> map(n));
    kind("HashSet", n -> filled(new HashSet<>(), n));
    kind("Properties", LibraryValues::properties);
    kind("Vector", n -> filled(new Vector<>(), n));
    kind("Hashtable", n -> filled(new Hashtable<>(), n));
    kind("ArrayDeque", n -> filled(new ArrayDeque<>(), n));
    kind("ArrayBlockingQueue", n -> filled(new ArrayBlockingQueue<>(n + 1), n));
    kind("LinkedBlockingQueue", n -> filled(new LinkedBlockingQueue<>(), n));
    kind("LinkedBlockingDeque", n -> filled(new LinkedBlockingDeque<>(), n));
    kind("LinkedTransferQueue", n -> filled(new LinkedTransferQueue<>(), n));
    kind("PriorityBlockingQueue", n -> filled(new PriorityBlockingQueue<>(), n));
    kind("EnumMap", n -> new EnumMap<>(n == 0 ? Map.of(TimeUnit.DAYS, n) : days(n)));
    kind("empty EnumMap", n -> new EnumMap<TimeUnit, String>(TimeUnit.class));
    kind("nCopies", n -> Collections.nCopies(n, "a"));
    kind("set of a map", n -> filled(Collections.newSetFromMap(new HashMap<>()), n));
    kind("concurrent set", n -> filled(ConcurrentHashMap.newKeySet(), n));
    kind("checked list", n -> filled(Collections.checkedList(new ArrayList<>(), String.class), n));
    kind("head of a map", n -> filled(new TreeMap<String, Object>(), n).headMap("z"));
    kind("List.of", n -> List.copyOf(list(n)));
    kind("map of lists", n -> Map.of("all", List.of(list(n), Set.copyOf(list(n)))));
    kind("sorted set", n -> filled(new TreeSet<String>(Collections.reverseOrder()), n));
  }

  private static Map<TimeUnit, Integer> days(int size) {
    return new EnumMap<>(Map.of(TimeUnit.DAYS, size));
  }

  private static Properties properties(int size) {
    Properties properties = new Properties();
    list(size).forEach(item -> properties.setProperty(item, "of " + item));
    return properties;
  }

  private static void ofGuava() {
    kind("HashBiMap", n -> filled(HashBiMap.create(), n));
    kind("HashMultiset", n -> filled(HashMultiset.create(), n));
    kind("ImmutableList", n -> ImmutableList.copyOf(list(n)));
    kind("ImmutableSet", n -> ImmutableSet.copyOf(list(n)));
    kind("ImmutableMap", n -> ImmutableMap.copyOf(map(n)));
    kind("ImmutableSortedMap", n -> ImmutableSortedMap.copyOf(map(n)));
    kind("ImmutableBiMap", n -> ImmutableBiMap.copyOf(map(n)));
    kind("ImmutableListMultimap", n -> ImmutableListMultimap.copyOf(multimap(n)));
    kind("ArrayListMultimap", LibraryValues::multimap);
    kind("HashBasedTable", LibraryValues::table);
  }

  private static ArrayListMultimap<String, String> multimap(int size) {
    ArrayListMultimap<String, String> map = ArrayListMultimap.create();
    list(size).forEach(item -> map.put(item.substring(0, 5), item));
    return map;
  }

  private static HashBasedTable<String, String, Integer> table(int size) {
    HashBasedTable<String, String, Integer> table = HashBasedTable.create();
    list(size).forEach(item -> table.put(item.substring(0, 5), item, 1));
    return table;
  }

  private static void ofOthers() {
    kind("vavr List", n -> io.vavr.collection.List.ofAll(list(n)));
    kind("vavr Vector", n -> io.vavr.collection.Vector.ofAll(list(n)));
    kind("vavr HashMap", n -> io.vavr.collection.HashMap.ofAll(map(n)));
    kind("vavr Option", n -> n == 0 ? Option.none() : Option.some(n));
    kind("FastList", n -> filled(FastList.newList(), n));
    kind("UnifiedMap", n -> filled(UnifiedMap.newMap(), n));
    kind("UnifiedSet", n -> filled(UnifiedSet.newSet(), n));
    kind("immutable list", n -> Lists.immutable.ofAll(list(n)));
    kind("IntArrayList", n -> IntArrayList.newListWith(new int[n]));
    kind("ObjectArrayList", n -> filled(new ObjectArrayList<>(), n));
    kind("Int2IntOpenHashMap", n -> new Int2IntOpenHashMap(new int[] {n}, new int[] {1}));
    kind("Object2IntOpenHashMap", LibraryValues::countsOf);
    kind("Long2ObjectOpenHashMap", LibraryValues::byLong);
    kind("kotlin buildMap", n -> kotlin.collections.MapsKt.build(kotlinMap(n)));
    kind("kotlin emptyList", n -> kotlin.collections.CollectionsKt.emptyList());
    kind("kotlin Pair", n -> new kotlin.Pair<>("a", list(n)));
    kind("ObjectNode", LibraryValues::objectNode);
    kind("ArrayNode", LibraryValues::arrayNode);
  }

  private static Object2IntOpenHashMap<String> countsOf(int size) {
    Object2IntOpenHashMap<String> counts = new Object2IntOpenHashMap<>();
    list(size).forEach(item -> counts.put(item, 1));
    return counts;
  }

  private static Long2ObjectOpenHashMap<String> byLong(int size) {
    Long2ObjectOpenHashMap<String> map = new Long2ObjectOpenHashMap<>();
    list(size).forEach(item -> map.put((long) map.size(), item));
    return map;
  }

  private static Map<String, Object> kotlinMap(int size) {
    return filled(kotlin.collections.MapsKt.createMapBuilder(), size);
  }

  private static ObjectNode objectNode(int size) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    list(size).forEach(item -> node.put(item, size));
    return node;
  }

  private static ArrayNode arrayNode(int size) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    list(size).forEach(node::add);
    return node;
  }
}
