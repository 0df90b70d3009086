package org.entresol.codec.copy;

import static java.util.Map.entry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.Stack;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The plans for mutable classes of the JDK, whose fields are closed to us: by their public methods.
 * A class that is not here is left to the walk.
 */
final class JdkPlans {

  /** By name, because the module of most of them need not be present. */
  private static final Set<String> DATES =
      Set.of("java.util.Date", "java.sql.Date", "java.sql.Time", "java.sql.Timestamp");

  /** Objects that hold nothing but values. */
  private static final Map<Class<?>, Plan> HOLDERS =
      Map.of(
          BitSet.class, LeafPlan.ofValues(Handles.cloning(BitSet.class)),
          AtomicInteger.class, LeafPlan.ofValues(o -> new AtomicInteger(((AtomicInteger) o).get())),
          AtomicLong.class, LeafPlan.ofValues(o -> new AtomicLong(((AtomicLong) o).get())),
          AtomicBoolean.class,
              LeafPlan.ofValues(o -> new AtomicBoolean(((AtomicBoolean) o).get())));

  /** Families of such objects; what is in them beside the JDK's own classes is not meant. */
  private static final List<Class<?>> HOLDER_FAMILIES =
      List.of(EnumSet.class, Calendar.class, TimeZone.class);

  private static final Map<Class<?>, Plan> CONTAINERS =
      Map.ofEntries(
          cloneable(ArrayList.class),
          cloneable(LinkedList.class),
          cloneable(ArrayDeque.class),
          cloneable(Vector.class),
          cloneable(Stack.class),
          cloneable(CopyOnWriteArrayList.class),
          cloneable(HashSet.class),
          cloneable(LinkedHashSet.class),
          cloneable(HashMap.class),
          cloneable(IdentityHashMap.class),
          cloneable(Hashtable.class),
          entry(LinkedHashMap.class, linkedHashMap()),
          entry(EnumMap.class, LeafPlan.ofParts(Handles.cloning(EnumMap.class))),
          entry(
              TreeSet.class,
              Growing.sorted(
                  Handles.cloning(TreeSet.class),
                  o -> ((TreeSet<?>) o).comparator(),
                  TreeSet::new)),
          entry(
              TreeMap.class,
              Growing.sorted(
                  Handles.cloning(TreeMap.class),
                  o -> ((TreeMap<?, ?>) o).comparator(),
                  TreeMap::new)),
          entry(
              ConcurrentSkipListSet.class,
              Growing.sorted(
                  Handles.cloning(ConcurrentSkipListSet.class),
                  o -> ((ConcurrentSkipListSet<?>) o).comparator(),
                  ConcurrentSkipListSet::new)),
          entry(
              ConcurrentSkipListMap.class,
              Growing.sorted(
                  Handles.cloning(ConcurrentSkipListMap.class),
                  o -> ((ConcurrentSkipListMap<?, ?>) o).comparator(),
                  ConcurrentSkipListMap::new)),
          entry(
              PriorityQueue.class,
              Growing.sorted(
                  o -> new PriorityQueue<>((PriorityQueue<?>) o),
                  o -> ((PriorityQueue<?>) o).comparator(),
                  PriorityQueue::new)),
          entry(
              CopyOnWriteArraySet.class,
              Growing.plain(
                  o -> new CopyOnWriteArraySet<>((Collection<?>) o), CopyOnWriteArraySet::new)),
          entry(
              ConcurrentLinkedQueue.class,
              Growing.plain(
                  o -> new ConcurrentLinkedQueue<>((Collection<?>) o), ConcurrentLinkedQueue::new)),
          entry(
              ConcurrentLinkedDeque.class,
              Growing.plain(
                  o -> new ConcurrentLinkedDeque<>((Collection<?>) o), ConcurrentLinkedDeque::new)),
          entry(
              ConcurrentHashMap.class,
              Growing.plain(o -> new ConcurrentHashMap<>((Map<?, ?>) o), ConcurrentHashMap::new)),
          entry(
              WeakHashMap.class,
              Growing.plain(o -> new WeakHashMap<>((Map<?, ?>) o), WeakHashMap::new)));

  private JdkPlans() {}

  /** The plan for objects of exactly this class of the JDK, which is not immutable. */
  static Plan of(Class<?> type) {
    for (Map<Class<?>, Plan> table : List.of(HOLDERS, CONTAINERS, FrozenForms.ALL, ViewPlan.ALL)) {
      Plan plan = table.get(type);
      if (plan != null) {
        return plan;
      }
    }
    if (DATES.contains(type.getName())) {
      return LeafPlan.ofValues(Handles.cloning(type));
    }
    for (Class<?> family : HOLDER_FAMILIES) {
      if (family.isAssignableFrom(type)) {
        return LeafPlan.ofValues(Handles.cloning(family));
      }
    }
    return Plan.WALK;
  }

  /** A container with a public {@code clone()} and a constructor without arguments. */
  private static Map.Entry<Class<?>, Plan> cloneable(Class<?> type) {
    return entry(type, Growing.plain(Handles.cloning(type), Handles.constructing(type)));
  }

  /** No map tells whether it is ordered by access; its clone is ordered alike. */
  private static Growing linkedHashMap() {
    UnaryOperator<Object> duplicate = Handles.cloning(LinkedHashMap.class);
    UnaryOperator<Object> emptyLike =
        original -> {
          Object clone = duplicate.apply(original);
          ((LinkedHashMap<?, ?>) clone).clear();
          return clone;
        };
    return new Growing(duplicate, emptyLike, o -> null, o -> new LinkedHashMap<>(), false);
  }
}
