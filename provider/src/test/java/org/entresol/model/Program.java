package org.entresol.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A cache and what is done with it, step by step.
 *
 * @param seed what it was made from
 */
record Program(long seed, Setup setup, List<Step> steps) {

  static final int KEYS = 6;

  private static final int LENGTH = 40;
  private static final List<Length> STANDARD_LENGTHS =
      List.of(Length.SHORT, Length.SHORT, Length.LONG, Length.LONG, Length.ETERNAL, Length.ZERO);

  /** Actions in the proportion in which programs have them. */
  private static final List<Action> ACTIONS = actions();

  private static List<Action> actions() {
    List<Action> actions = new ArrayList<>(List.of(Action.values()));
    actions.addAll(List.of(Action.PUT, Action.PUT, Action.GET, Action.GET, Action.INVOKE));
    actions.addAll(List.of(Action.PUT_ALL, Action.ADVANCE, Action.ADVANCE, Action.ADVANCE));
    return actions;
  }

  /** The program of a seed: always the same. */
  static Program of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Setup setup = setup(random);
    List<Step> steps =
        IntStream.range(0, LENGTH).mapToObj(i -> step(setup, random)).collect(Collectors.toList());
    return new Program(seed, setup, steps);
  }

  Program with(List<Step> fewer) {
    return new Program(seed, setup, List.copyOf(fewer));
  }

  private static Setup setup(SplittableRandom random) {
    Setup.Policy policy =
        random.nextInt(3) == 0 ? Setup.Policy.PLANNED : one(List.of(Setup.Policy.values()), random);
    boolean byValue = random.nextInt(3) == 0;
    boolean loader = random.nextBoolean();
    return new Setup(
        byValue,
        policy,
        one(STANDARD_LENGTHS, random),
        one(List.of(TimeScale.values()), random),
        loader,
        loader && random.nextInt(4) != 0,
        random.nextBoolean(),
        random.nextInt(4) != 0,
        listeners(byValue, random),
        random.nextBoolean());
  }

  private static Setup.Listeners listeners(boolean byValue, SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> Setup.Listeners.NONE;
      case 3 -> byValue ? Setup.Listeners.BOTH : Setup.Listeners.SYNCHRONOUS;
      default -> Setup.Listeners.SYNCHRONOUS;
    };
  }

  private static Step step(Setup setup, SplittableRandom random) {
    Action action = one(ACTIONS, random);
    Set<Integer> keys = new TreeSet<>();
    int wanted = 1 + random.nextInt(4);
    for (int i = 0; i < wanted; i++) {
      keys.add(random.nextInt(KEYS));
    }
    List<Integer> shuffled = new ArrayList<>(keys);
    if (random.nextBoolean()) {
      Collections.reverse(shuffled);
    }
    List<Verb> script = new ArrayList<>();
    int verbs = random.nextInt(5);
    for (int i = 0; i < verbs; i++) {
      script.add(one(List.of(Verb.values()), random));
    }
    int number = 1 + random.nextInt(3);
    int expected = 1 + random.nextInt(3);
    return new Step(action, shuffled, number, expected, script, conditions(setup, action, random));
  }

  private static Conditions conditions(Setup setup, Action action, SplittableRandom random) {
    Set<Integer> failing = new TreeSet<>();
    if (random.nextInt(5) == 0) {
      random.ints(2, 0, KEYS).forEach(failing::add);
    }
    // While entries are visited in an order that is not specified, time stands still; and so it
    // does where an entry might be reclaimed under the writer's hands, since then more than one
    // order of events is right.
    boolean timeMayPass = setup.scale() == TimeScale.FINE && action != Action.ITERATE;
    boolean timePasses = timeMayPass && random.nextInt(5) == 0;
    return new Conditions(
        failing,
        random.nextBoolean(),
        timePasses ? 1 + random.nextInt(4) : 0,
        length(random),
        length(random),
        length(random),
        random.nextInt(8) == 0);
  }

  private static Length length(SplittableRandom random) {
    return one(List.of(Length.values()), random);
  }

  private static <T> T one(List<T> choice, SplittableRandom random) {
    return choice.get(random.nextInt(choice.size()));
  }

  @Override
  public String toString() {
    String text = steps.stream().map(step -> "  " + step + "\n").collect(Collectors.joining());
    return "seed %d, %s%n%s".formatted(seed, setup, text);
  }
}
