package com.acme.books;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.util.Objects;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** A shelf: an entity whose id and natural id are made of constants. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
@NaturalIdCache
public class Shelf {
  @EmbeddedId Place place;

  @NaturalId
  @Enumerated(EnumType.STRING)
  Genre sign;

  /** Where a shelf is. */
  @Embeddable
  public static class Place implements Serializable {
    private static final long serialVersionUID = 1L;

    @Enumerated(EnumType.STRING)
    Genre hall;

    int number;

    @Override
    public boolean equals(Object other) {
      return other instanceof Place place && place.hall == hall && place.number == number;
    }

    @Override
    public int hashCode() {
      return Objects.hash(hall, number);
    }
  }
}
