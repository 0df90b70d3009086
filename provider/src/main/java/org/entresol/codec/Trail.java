package org.entresol.codec;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way from an object that is encoded to the part of it that is at hand, for messages: {@code
 * Order.lines[3].price}. Not thread-safe.
 */
public final class Trail {

  /** Of a long way the end is told, which says where the part is. */
  private static final int LONGEST = 12;

  private final String root;
  private final Deque<String> steps = new ArrayDeque<>();

  /** The way into an object of a class. */
  Trail(Class<?> type) {
    this.root = ClassFacts.isJdk(type) ? "value" : type.getSimpleName();
  }

  /** Goes on to the value of a field. */
  public void enterField(String name) {
    steps.addLast("." + name);
  }

  /** Goes on to the part at a place. */
  public void enterPart(int place) {
    steps.addLast("[" + place + "]");
  }

  /** Goes back to what the part is in. */
  public void leave() {
    steps.removeLast();
  }

  /** The way; an empty text for the object itself. */
  @Override
  public String toString() {
    if (steps.isEmpty()) {
      return "";
    }
    int left = Math.max(0, steps.size() - LONGEST);
    StringBuilder way = new StringBuilder(left == 0 ? root : "…");
    steps.stream().skip(left).forEach(way::append);
    return way.toString();
  }
}
