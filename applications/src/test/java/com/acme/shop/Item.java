package com.acme.shop;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** A thing on a shelf, whose revision says how old what is known of it is. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Item {
  @Id Long id;
  String shelf;
  long revision;

  /** For Hibernate. */
  protected Item() {}

  Item(long id) {
    this.id = id;
    this.shelf = "shelf " + id;
  }
}
