package org.entresol.store;

/** A key that shares its hash code, and so its place in every hash table, with all others. */
public record SameHash(String name) {

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return name;
  }
}
