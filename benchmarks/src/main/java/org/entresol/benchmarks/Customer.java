package org.entresol.benchmarks;

import java.io.Serializable;
import java.time.LocalDate;

/** A mutable object of ten fields, all of them primitive or immutable. */
public class Customer implements Serializable {
  private static final long serialVersionUID = 1;

  private long id;
  private String name = "";
  private String email = "";
  private int age;
  private double balance;
  private boolean active;
  private LocalDate birthday = LocalDate.EPOCH;
  private String city = "";
  private int visits;
  private long updated;

  /** Returns a new customer whose fields all follow from {@code id}. */
  static Customer of(int id) {
    Customer customer = new Customer();
    customer.id = id;
    customer.name = "Customer Number " + id;
    customer.email = "customer." + id + "@example.org";
    customer.age = 18 + id % 70;
    customer.balance = id * 12.5;
    customer.active = id % 3 != 0;
    customer.birthday = LocalDate.of(1940 + id % 65, 1 + id % 12, 1 + id % 28);
    customer.city = "City " + id % 100;
    customer.visits = id % 50;
    customer.updated = 1_700_000_000_000L + id;
    return customer;
  }

  /** Returns the number that the other fields were made from. */
  public long getId() {
    return id;
  }

  /** Returns the full name. */
  public String getName() {
    return name;
  }

  /** Returns the address for mail. */
  public String getEmail() {
    return email;
  }

  /** Returns the age in years. */
  public int getAge() {
    return age;
  }

  /** Returns the balance in the account's currency. */
  public double getBalance() {
    return balance;
  }

  /** Returns whether the account is in use. */
  public boolean isActive() {
    return active;
  }

  /** Returns the date of birth. */
  public LocalDate getBirthday() {
    return birthday;
  }

  /** Returns the place of residence. */
  public String getCity() {
    return city;
  }

  /** Returns the number of visits so far. */
  public int getVisits() {
    return visits;
  }

  /** Sets the number of visits so far. */
  public void setVisits(int visits) {
    this.visits = visits;
  }

  /** Returns when this was last changed, in milliseconds since the epoch. */
  public long getUpdated() {
    return updated;
  }
}
