package org.entresol.benchmarks;

import java.util.function.IntFunction;

/**
 * A kind of value that the caches are filled with.
 *
 * @param label its name on the command line and in tables
 * @param type the class that the caches are configured with
 * @param make a new value from a number; the same number gives an equal value
 * @param array a new array of the given length
 */
record Payload<V>(String label, Class<V> type, IntFunction<V> make, IntFunction<V[]> array) {

  /** An immutable value. */
  static final Payload<String> STRING =
      new Payload<>("string", String.class, id -> "The value of key number " + id, String[]::new);

  /** A mutable object of ten flat fields. */
  static final Payload<Customer> CUSTOMER =
      new Payload<>("customer", Customer.class, Customer::of, Customer[]::new);

  /** A mutable object of ten fields that holds a list and a date. */
  static final Payload<Order> ORDER = new Payload<>("order", Order.class, Order::of, Order[]::new);

  /**
   * Returns the payload that has this label.
   *
   * @throws IllegalArgumentException if there is none; the message lists the allowed labels
   */
  static Payload<?> named(String label) {
    return switch (label) {
      case "string" -> STRING;
      case "customer" -> CUSTOMER;
      case "order" -> ORDER;
      default ->
          throw new IllegalArgumentException(
              "Unknown payload '" + label + "'; allowed are: string, customer, order");
    };
  }

  /** Returns values for the numbers from {@code first} on. */
  V[] values(int first, int count) {
    V[] values = array.apply(count);
    for (int i = 0; i < count; i++) {
      values[i] = make.apply(first + i);
    }
    return values;
  }
}
