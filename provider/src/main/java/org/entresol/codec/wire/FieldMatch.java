package org.entresol.codec.wire;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entresol.codec.wire.Schema.FieldShape;
import org.jspecify.annotations.Nullable;

/**
 * Which field here each field as written is: the one of its name, and where a class and its
 * superclasses declare that name more than once, the one of the class that declares it. Stateless.
 */
final class FieldMatch {

  /** The place of a field that is not here. */
  static final int NONE = -1;

  private FieldMatch() {}

  /**
   * For each field as written the place of that here, or {@link #NONE}.
   *
   * @return null if it cannot be said which of several fields of one name is which
   */
  static int @Nullable [] places(List<FieldShape> written, List<Field> here) {
    int[] places = new int[written.size()];
    Arrays.fill(places, NONE);
    Map<String, List<Integer>> fields = byName(here.size(), i -> here.get(i).getName());
    for (var named : byName(places.length, i -> written.get(i).plainName()).entrySet()) {
      List<Integer> from = named.getValue();
      List<Integer> to = fields.getOrDefault(named.getKey(), List.of());
      if (from.size() == 1 && to.size() == 1) {
        places[from.get(0)] = to.get(0);
      } else if (!matchByClass(written, here, from, to, places)) {
        return null;
      }
    }
    return places;
  }

  private static Map<String, List<Integer>> byName(int size, Function<Integer, String> name) {
    return IntStream.range(0, size).boxed().collect(Collectors.groupingBy(name));
  }

  /** Whether all of one name are known, on the side where there are fewer. */
  private static boolean matchByClass(
      List<FieldShape> written,
      List<Field> here,
      List<Integer> from,
      List<Integer> to,
      int[] places) {
    Map<String, Integer> left = new HashMap<>();
    to.forEach(place -> left.put(FieldShape.fullName(here.get(place)), place));
    int matched = 0;
    for (int number : from) {
      Integer place = left.remove(written.get(number).name());
      if (place != null) {
        places[number] = place;
        matched++;
      }
    }
    return matched == Math.min(from.size(), to.size());
  }
}
