package org.entresol.model;

import java.util.List;

/**
 * One step of a program.
 *
 * @param action what is done
 * @param keys the keys it is done with; the first one where only one is needed
 * @param number the value it is done with
 * @param expected the value that is expected, where one is
 * @param script what a processor does
 * @param conditions what the world is like meanwhile
 */
record Step(
    Action action,
    List<Integer> keys,
    int number,
    int expected,
    List<Verb> script,
    Conditions conditions) {

  Integer key() {
    return keys.get(0);
  }

  @Override
  public String toString() {
    return "%-15s keys %s, value %d, expected %d, script %s; %s"
        .formatted(action, keys, number, expected, script, conditions);
  }
}
