package org.entresol.benchmarks;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A value as caches have them, by its shape. */
enum ValueShape {
  /** A text of about twenty characters. */
  TEXT,
  /** A mutable object of ten fields, all of them primitive or immutable. */
  TEN_FIELDS,
  /** A record with a list of twenty records of four fields. */
  TWENTY_LINES,
  /** A list of a hundred objects of ten fields. */
  HUNDRED_OBJECTS,
  /** A map of a thousand texts to numbers. */
  MAP_OF_THOUSAND;

  /** A new value of the shape; the same number gives an equal one. */
  Object value(int id) {
    return switch (this) {
      case TEXT -> "The value of key " + id;
      case TEN_FIELDS -> Customer.of(id);
      case TWENTY_LINES -> Purchase.of(id);
      case HUNDRED_OBJECTS -> listOf(id);
      case MAP_OF_THOUSAND -> mapOf(id);
    };
  }

  /** The name in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static List<Customer> listOf(int id) {
    List<Customer> list = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      list.add(Customer.of(id + i));
    }
    return list;
  }

  private static Map<String, Integer> mapOf(int id) {
    Map<String, Integer> map = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      map.put("key:" + (id + i), i);
    }
    return map;
  }

  /**
   * An order.
   *
   * @param id its number
   * @param customer who placed it
   * @param placed when
   * @param lines what is ordered, in a list that may be changed
   */
  record Purchase(long id, String customer, Instant placed, List<Line> lines)
      implements Serializable {

    static Purchase of(int id) {
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        lines.add(new Line("SKU-" + (id + i), i + 1, BigDecimal.valueOf(199 + i, 2), i % 2 == 0));
      }
      return new Purchase(id, "customer:" + id % 1000, Instant.ofEpochSecond(id), lines);
    }
  }

  /**
   * A line of an order.
   *
   * @param article what
   * @param pieces how many
   * @param price of one
   * @param inStock whether it is there
   */
  record Line(String article, int pieces, BigDecimal price, boolean inStock)
      implements Serializable {}
}
