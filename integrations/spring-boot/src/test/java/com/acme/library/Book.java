package com.acme.library;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** A book, of which Hibernate's second-level cache keeps what is in the database. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Book {
  @Id Long id;
  String title;

  /** For Hibernate. */
  protected Book() {}

  Book(long id, String title) {
    this.id = id;
    this.title = title;
  }
}
