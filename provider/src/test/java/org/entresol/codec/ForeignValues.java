package org.entresol.codec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Values of many classes of ours, for a class loader that knows these classes in its own way. */
public final class ForeignValues implements Supplier<List<Object>> {

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "Green";
      }
    }
  }

  static final class Flat {
    private final int number = 1;
    private String text = "flat";
    private Colour colour = Colour.GREEN;

    @Override
    public String toString() {
      return text + number + colour;
    }
  }

  static final class Tree {
    private final List<String> list = new ArrayList<>(List.of("tree"));

    @Override
    public String toString() {
      return list.toString();
    }
  }

  record Pair(Flat flat, Map<Colour, Object> map) {}

  static final class Words extends ArrayList<Object> {
    private Object last = "last";

    @Override
    public String toString() {
      return super.toString() + last;
    }
  }

  static final class Failure extends Exception {
    private final Flat flat = new Flat();

    @Override
    public String getMessage() {
      return "failure of " + flat;
    }
  }

  static final class Only implements Serializable {
    static final Only ONE = new Only(1);

    private int number;

    Only(int number) {
      this.number = number;
    }

    private Object readResolve() {
      return number == 1 ? ONE : this;
    }
  }

  @Override
  public List<Object> get() {
    Words words = new Words();
    words.add(new Flat());
    words.last = words.get(0);
    Map<Colour, Object> map = new HashMap<>(Map.of(Colour.RED, new Tree()));
    List<Object> graph = new ArrayList<>(List.of(new Flat(), new Tree(), words));
    return List.of(
        new Flat(),
        new Tree(),
        new Pair(new Flat(), map),
        words,
        new Failure(),
        new Flat[] {new Flat()},
        graph);
  }
}
