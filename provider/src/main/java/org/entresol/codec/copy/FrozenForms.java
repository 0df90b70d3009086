package org.entresol.codec.copy;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.entresol.codec.ClassFacts;
import org.jspecify.annotations.Nullable;

/** The JDK classes whose objects are made from all their parts at once, and how they are made. */
public final class FrozenForms {

  private static final Frozen LIST = Frozen.unmodifiable(Parts::of, FrozenForms::list);
  private static final Frozen SET = Frozen.unmodifiable(Parts::of, FrozenForms::set);
  private static final Frozen MAP = Frozen.unmodifiable(Parts::of, FrozenForms::map);

  private static final Frozen ENTRY =
      Frozen.modifiable(FrozenForms::keyAndValue, parts -> new SimpleEntry<>(parts[0], parts[1]));

  /** By class; most of these classes have no name that could be written down. */
  static final Map<Class<?>, Plan> ALL =
      Map.ofEntries(
          entry(List.of(1).getClass(), LIST),
          entry(List.of(1, 2, 3).getClass(), LIST),
          entry(List.of(1, 2, 3).subList(0, 2).getClass(), LIST),
          entry(Set.of(1).getClass(), SET),
          entry(Set.of(1, 2, 3).getClass(), SET),
          entry(Map.of(1, 1).getClass(), MAP),
          entry(Map.of(1, 1, 2, 2).getClass(), MAP),
          entry(
              Collections.singletonList(1).getClass(),
              Frozen.unmodifiable(Parts::of, parts -> Collections.singletonList(parts[0]))),
          entry(
              Collections.singleton(1).getClass(),
              Frozen.unmodifiable(Parts::of, parts -> Collections.singleton(parts[0]))),
          entry(
              Collections.singletonMap(1, 1).getClass(),
              Frozen.unmodifiable(
                  Parts::of, parts -> Collections.singletonMap(parts[0], parts[1]))),
          entry(
              Collections.nCopies(1, 1).getClass(),
              Frozen.unmodifiable(Parts::of, FrozenForms::copies)),
          entry(Map.entry(1, 1).getClass(), entryForm(FrozenForms::frozenEntry)),
          entry(
              SimpleImmutableEntry.class,
              entryForm(parts -> new SimpleImmutableEntry<>(parts[0], parts[1]))),
          entry(SimpleEntry.class, ENTRY),
          entry(
              Optional.class,
              Frozen.unmodifiable(
                  o -> ((Optional<?>) o).stream().toArray(), FrozenForms::optional)),
          entry(
              AtomicReference.class,
              Frozen.modifiable(
                  o -> new @Nullable Object[] {((AtomicReference<?>) o).get()},
                  parts -> new AtomicReference<>(parts[0]))),
          entry(
              Arrays.asList(1).getClass(),
              Frozen.modifiable(Parts::of, parts -> Arrays.asList(parts))));

  private static final Frozen LIST_VIEW =
      Frozen.modifiable(Parts::of, parts -> new ArrayList<>(Arrays.asList(parts)));
  private static final Frozen SET_VIEW =
      Frozen.modifiable(Parts::of, parts -> new LinkedHashSet<>(Arrays.asList(parts)));
  private static final Frozen MAP_VIEW =
      Frozen.modifiable(
          Parts::of,
          parts -> {
            Map<Object, Object> map = new LinkedHashMap<>();
            Growing.fill(map, parts);
            return map;
          });

  private static final Map<Frozen, Class<?>> VIEWS =
      Map.of(
          LIST_VIEW, ArrayList.class,
          SET_VIEW, LinkedHashSet.class,
          MAP_VIEW, LinkedHashMap.class,
          ENTRY, SimpleEntry.class);

  /** A path, by its text: what it is in the file system it is read in. */
  public static final Frozen PATH =
      Frozen.unmodifiable(
          path -> new @Nullable Object[] {path.toString()}, parts -> Path.of((String) parts[0]));

  /** An element of a stack trace, by what is known of it. */
  public static final Frozen STACK_TRACE_ELEMENT =
      Frozen.unmodifiable(FrozenForms::frameParts, FrozenForms::frame);

  private FrozenForms() {}

  /**
   * The form for views of JDK collections, such as {@code keySet()} and {@code subList()}: their
   * copies are collections that stand on their own. Null for any other class.
   */
  public static @Nullable Frozen ofView(Class<?> type) {
    if (Set.class.isAssignableFrom(type)) {
      return SET_VIEW;
    }
    if (Collection.class.isAssignableFrom(type)) {
      return LIST_VIEW;
    }
    if (Map.class.isAssignableFrom(type)) {
      return MAP_VIEW;
    }
    return Map.Entry.class.isAssignableFrom(type) ? ENTRY : null;
  }

  /**
   * The class that the objects of a class are of when they have been read: for views of JDK
   * collections that of the collection their copy is, for all other classes the class itself.
   */
  public static Class<?> readAs(Class<?> type) {
    if (!ClassFacts.isJdk(type)
        || Serializable.class.isAssignableFrom(type)
        || Modifier.isPublic(type.getModifiers())
        || ALL.containsKey(type)) {
      return type;
    }
    Frozen view = ofView(type);
    return view == null ? type : VIEWS.getOrDefault(view, type);
  }

  private static Frozen entryForm(Function<@Nullable Object[], Object> build) {
    return Frozen.unmodifiable(FrozenForms::keyAndValue, build);
  }

  static @Nullable Object[] keyAndValue(Object object) {
    Map.Entry<?, ?> entry = (Map.Entry<?, ?>) object;
    return new @Nullable Object[] {entry.getKey(), entry.getValue()};
  }

  private static Object list(@Nullable Object[] parts) {
    // Stream.toList() gives an unmodifiable list that may hold nulls; List.of() does not take them.
    return Arrays.asList(parts).contains(null) ? Arrays.stream(parts).toList() : List.of(parts);
  }

  private static Object copies(@Nullable Object[] parts) {
    return Collections.nCopies(parts.length, parts.length == 0 ? null : parts[0]);
  }

  private static Object set(@Nullable Object[] parts) {
    return Set.copyOf(Arrays.asList(parts));
  }

  private static Object map(@Nullable Object[] parts) {
    Map<@Nullable Object, @Nullable Object> map = new HashMap<>();
    Growing.fill(map, parts);
    return Map.copyOf(map);
  }

  private static Object frozenEntry(@Nullable Object[] parts) {
    return Map.entry(requireNonNull(parts[0]), requireNonNull(parts[1]));
  }

  private static Object optional(@Nullable Object[] parts) {
    return parts.length == 0 ? Optional.empty() : Optional.of(requireNonNull(parts[0]));
  }

  private static @Nullable Object[] frameParts(Object object) {
    StackTraceElement frame = (StackTraceElement) object;
    return new @Nullable Object[] {
      frame.getClassLoaderName(),
      frame.getModuleName(),
      frame.getModuleVersion(),
      frame.getClassName(),
      frame.getMethodName(),
      frame.getFileName(),
      frame.getLineNumber()
    };
  }

  private static Object frame(@Nullable Object[] parts) {
    return new StackTraceElement(
        (String) parts[0],
        (String) parts[1],
        (String) parts[2],
        requireNonNull((String) parts[3]),
        requireNonNull((String) parts[4]),
        (String) parts[5],
        requireNonNull((Integer) parts[6]));
  }
}
