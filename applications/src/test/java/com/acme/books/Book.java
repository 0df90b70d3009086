package com.acme.books;

import jakarta.persistence.Basic;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** A book: an entity with a natural id, a version, an embedded value, and collections. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
public class Book {
  @Id Long id;

  @NaturalId
  @Column(length = 20)
  String isbn;

  @Basic String title;

  @Enumerated(EnumType.STRING)
  Genre genre;

  LocalDate published;
  BigDecimal price;
  @Version int version;
  @ManyToOne Author author;

  @ElementCollection
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  Set<String> tags = new TreeSet<>();

  @ElementCollection
  @Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
  Map<String, Integer> sales = new TreeMap<>();
}
