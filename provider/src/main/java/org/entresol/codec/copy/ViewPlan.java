package org.entresol.codec.copy;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the unmodifiable and synchronized views that {@link Collections} gives of a
 * collection.
 *
 * <p>The collection behind the view may be referred to from elsewhere too, and then the copies must
 * be related in the same way. A list of immutable elements that is viewed by nothing else can be
 * copied at once; what is behind other views has to be found out by the walk, for it decides how
 * they work.
 *
 * @param wrap a view of the given collection
 */
public record ViewPlan(UnaryOperator<Object> wrap) implements Plan {

  /** A list without random access; the views of such lists have a class of their own. */
  private static final Object SEQUENTIAL = Handles.constructing(LinkedList.class).get();

  /** The views by class; none of these classes has a name that could be written down. */
  static final Map<Class<?>, Plan> ALL =
      Map.ofEntries(
          view(new ArrayList<>(), c -> Collections.unmodifiableCollection((Collection<?>) c)),
          view(new ArrayList<>(), c -> Collections.unmodifiableList((List<?>) c)),
          view(SEQUENTIAL, c -> Collections.unmodifiableList((List<?>) c)),
          view(new TreeSet<>(), c -> Collections.unmodifiableSet((Set<?>) c)),
          view(new TreeSet<>(), c -> Collections.unmodifiableSortedSet((SortedSet<?>) c)),
          view(new TreeSet<>(), c -> Collections.unmodifiableNavigableSet((NavigableSet<?>) c)),
          view(new TreeMap<>(), c -> Collections.unmodifiableMap((Map<?, ?>) c)),
          view(new TreeMap<>(), c -> Collections.unmodifiableSortedMap((SortedMap<?, ?>) c)),
          view(new TreeMap<>(), c -> Collections.unmodifiableNavigableMap((NavigableMap<?, ?>) c)),
          view(new ArrayList<>(), c -> Collections.synchronizedCollection((Collection<?>) c)),
          view(new ArrayList<>(), c -> Collections.synchronizedList((List<?>) c)),
          view(SEQUENTIAL, c -> Collections.synchronizedList((List<?>) c)),
          view(new TreeSet<>(), c -> Collections.synchronizedSet((Set<?>) c)),
          view(new TreeSet<>(), c -> Collections.synchronizedSortedSet((SortedSet<?>) c)),
          view(new TreeSet<>(), c -> Collections.synchronizedNavigableSet((NavigableSet<?>) c)),
          view(new TreeMap<>(), c -> Collections.synchronizedMap((Map<?, ?>) c)),
          view(new TreeMap<>(), c -> Collections.synchronizedSortedMap((SortedMap<?, ?>) c)),
          view(new TreeMap<>(), c -> Collections.synchronizedNavigableMap((NavigableMap<?, ?>) c)));

  @Override
  public @Nullable Object copy(Object original, Plan.Lookup plans) {
    if (!(original instanceof List<?> list)) {
      return null;
    }
    @Nullable Object[] elements = list.toArray();
    return Parts.areImmutable(elements, plans)
        ? wrap.apply(new ArrayList<>(Arrays.asList(elements)))
        : null;
  }

  @Override
  public boolean isLeaf() {
    return false;
  }

  private static Map.Entry<Class<?>, Plan> view(Object sample, UnaryOperator<Object> wrap) {
    return entry(wrap.apply(sample).getClass(), new ViewPlan(wrap));
  }
}
