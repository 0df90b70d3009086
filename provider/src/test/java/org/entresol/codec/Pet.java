package org.entresol.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mutable object that is not Serializable and may refer to others of its kind. */
final class Pet {
  String name;
  @Nullable Pet friend;
  List<Pet> litter = new ArrayList<>();

  Pet(String name) {
    this.name = name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pet pet && pet.name.equals(name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name);
  }

  @Override
  public String toString() {
    return "Pet " + name;
  }
}
