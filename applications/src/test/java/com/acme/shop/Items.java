package com.acme.shop;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;

/** The things in the database: by their ids from the second-level cache, if it has them. */
public interface Items extends JpaRepository<Item, Long> {

  /** One of them as it is in the database, which nobody else can change meanwhile. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select i from Item i where i.id = :id")
  Item lock(long id);

  /** The revisions of what is on a shelf, from the query cache if it has them. */
  @QueryHints(@QueryHint(name = "org.hibernate.cacheable", value = "true"))
  @Query("select i.revision from Item i where i.shelf = :shelf")
  List<Long> onShelf(String shelf);

  /** A revision, always from the database. */
  @Query("select i.revision from Item i where i.id = :id")
  long revision(long id);
}
