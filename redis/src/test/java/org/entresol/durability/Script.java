package org.entresol.durability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What one thread of one node does, operation by operation, to keys that are its own.
 *
 * <p>It comes of a seed, so that another process knows it from the number of the thread alone.
 */
final class Script {
  private static final double DELETIONS = 0.2;

  private final List<Operation> operations;

  private Script(List<Operation> operations) {
    this.operations = operations;
  }

  /**
   * One operation.
   *
   * @param key the key
   * @param number which operation of its key, from 1 on
   * @param deletion whether the key is removed
   */
  record Operation(String key, int number, boolean deletion) {

    /** What the key's row is to be after it. */
    Change change() {
      return new Change(key, deletion ? null : value(number));
    }
  }

  /** The value that an operation of a key writes. */
  static String value(int number) {
    return "v" + number;
  }

  /** The number of the operation that wrote a value. */
  static int number(String value) {
    return Integer.parseInt(value.substring(1));
  }

  /** A script of these operations. */
  static Script of(List<Operation> operations) {
    return new Script(operations);
  }

  /**
   * The script of a thread.
   *
   * @param seed of all threads of a run
   * @param thread its number
   * @param length how many operations
   * @param keys on how many keys
   */
  static Script of(long seed, int thread, int length, int keys) {
    Random random = new Random(seed * 31 + thread);
    Map<String, Integer> numbers = new HashMap<>();
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String key = "k" + thread + "." + random.nextInt(keys);
      int number = numbers.merge(key, 1, Integer::sum);
      operations.add(new Operation(key, number, random.nextDouble() < DELETIONS));
    }
    return new Script(operations);
  }

  int length() {
    return operations.size();
  }

  Operation at(int index) {
    return operations.get(index);
  }

  /** Its first operations. */
  List<Operation> first(int count) {
    return operations.subList(0, Math.min(count, operations.size()));
  }
}
