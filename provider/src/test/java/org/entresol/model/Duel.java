package org.entresol.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A program carried out in two worlds, of which the first is right. */
final class Duel {

  private final Function<Setup, World> right;
  private final Function<Setup, World> tested;

  Duel(Function<Setup, World> right, Function<Setup, World> tested) {
    this.right = right;
    this.tested = tested;
  }

  /** The first difference between the worlds, or null when there is none. */
  @Nullable String difference(Program program) {
    try (World expected = right.apply(program.setup());
        World actual = tested.apply(program.setup())) {
      List<Step> steps = new ArrayList<>(program.steps());
      // In the end every key is written once more, so that each expiry must have been noticed.
      for (int key = 0; key < Program.KEYS; key++) {
        steps.add(new Step(Action.PUT, List.of(key), 0, 0, List.of(), Conditions.CALM));
      }
      for (int i = 0; i < steps.size(); i++) {
        World.Observation should = expected.run(steps.get(i));
        World.Observation is = actual.run(steps.get(i));
        if (!should.equals(is)) {
          return "step %d, %s%nshould %s%nis     %s".formatted(i, steps.get(i), should, is);
        }
      }
      return inEvents(expected, actual);
    }
  }

  private static @Nullable String inEvents(World expected, World actual) {
    Setup.Listeners listeners = expected.setup().listeners();
    String difference =
        (listeners == Setup.Listeners.NONE) ? null : inEvents(expected, actual, actual.events());
    if (difference == null && listeners == Setup.Listeners.BOTH) {
      actual.close();
      difference = inEvents(expected, actual, actual.late());
    }
    return difference;
  }

  /** The first difference between what was heard, by key, and what should have been. */
  private static @Nullable String inEvents(World expected, World actual, EventLog heard) {
    Map<Integer, List<Event>> should = expected.events().history();
    Map<Integer, List<Event>> is = heard.history();
    Set<Integer> keys = new TreeSet<>(should.keySet());
    keys.addAll(is.keySet());
    for (Integer key : keys) {
      List<Event> events = is.getOrDefault(key, List.of());
      if (!matches(expected, actual, should.getOrDefault(key, List.of()), events)) {
        return "events of %d%nshould %s%nis     %s".formatted(key, should.get(key), events);
      }
    }
    return null;
  }

  private static boolean matches(World expected, World actual, List<Event> should, List<Event> is) {
    int at = 0;
    for (Event event : should) {
      if (at < is.size() && same(event, is.get(at), expected.setup())) {
        at++;
      } else if (!expected.optional().test(event) && !actual.optional().test(event)) {
        return false;
      }
    }
    return at == is.size();
  }

  /** By reference, an expired value may still be changed before its expiry is noticed. */
  private static boolean same(Event should, Event is, Setup setup) {
    return should.equals(is)
        || (!setup.byValue()
            && should.isExpiry()
            && is.isExpiry()
            && Objects.equals(should.key(), is.key()));
  }

  /** The program without the steps that its difference does not need. */
  Program shortened(Program failing) {
    Program shortest = failing;
    for (int chunk = failing.steps().size() / 2; chunk > 0; chunk /= 2) {
      int from = 0;
      while (from < shortest.steps().size()) {
        List<Step> fewer = new ArrayList<>(shortest.steps());
        fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
        Program candidate = shortest.with(fewer);
        if (difference(candidate) == null) {
          from += chunk;
        } else {
          shortest = candidate;
        }
      }
    }
    return shortest;
  }
}
