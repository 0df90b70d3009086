package org.entresol.benchmarks;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** A mutable object of ten fields, two of them mutable themselves: a list and a date. */
public class Order implements Serializable {
  private static final long serialVersionUID = 1;

  private long id;
  private String customer = "";
  private String status = "";
  private int priority;
  private double total;
  private boolean paid;
  private LocalDate due = LocalDate.EPOCH;
  private String city = "";
  private List<String> lines = new ArrayList<>();
  private Date placed = Date.from(Instant.ofEpochMilli(0));

  /** Returns a new order whose fields all follow from {@code id}. */
  static Order of(int id) {
    Order order = new Order();
    order.id = id;
    order.customer = "customer:" + id % 1000;
    order.status = id % 2 == 0 ? "OPEN" : "SHIPPED";
    order.priority = id % 5;
    order.total = id * 9.75;
    order.paid = id % 4 != 0;
    order.due = LocalDate.of(2024, 1 + id % 12, 1 + id % 28);
    order.city = "City " + id % 100;
    for (int line = 0; line < 5; line++) {
      order.lines.add("Article " + (id + line) + ", one piece");
    }
    order.placed = Date.from(Instant.ofEpochMilli(1_700_000_000_000L + id));
    return order;
  }

  /** Returns the number that the other fields were made from. */
  public long getId() {
    return id;
  }

  /** Returns the key of the customer. */
  public String getCustomer() {
    return customer;
  }

  /** Returns how far the order has come. */
  public String getStatus() {
    return status;
  }

  /** Returns the urgency, 0 being the lowest. */
  public int getPriority() {
    return priority;
  }

  /** Returns the price of all lines in the account's currency. */
  public double getTotal() {
    return total;
  }

  /** Returns whether the order has been paid for. */
  public boolean isPaid() {
    return paid;
  }

  /** Returns the promised day of arrival. */
  public LocalDate getDue() {
    return due;
  }

  /** Returns the place to deliver to. */
  public String getCity() {
    return city;
  }

  /** Returns the articles; the list is this order's own and may be changed. */
  public List<String> getLines() {
    return lines;
  }

  /** Returns when the order was placed; the date is this order's own and may be changed. */
  public Date getPlaced() {
    return placed;
  }
}
