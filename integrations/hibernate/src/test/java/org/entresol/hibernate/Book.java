package org.entresol.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** A book: an entity without a version, with a natural id and a collection of texts. */
@Entity
@Table(name = "\"Books\"")
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
class Book {
  @Id Long id;

  @NaturalId(mutable = true)
  String isbn;

  String title;

  @ManyToOne
  @JoinColumn(name = "author")
  Author author;

  @ElementCollection
  @CollectionTable(name = "book_tags", joinColumns = @JoinColumn(name = "book"))
  @Column(name = "tag")
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  Set<String> tags = new TreeSet<>();
}
