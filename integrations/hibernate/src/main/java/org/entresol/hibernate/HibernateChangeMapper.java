package org.entresol.hibernate;

import java.util.List;
import java.util.function.Consumer;
import org.entresol.feed.ChangeHandler;
import org.entresol.feed.ChangedRow;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * What changes of a table mean to Hibernate's second-level cache: entities, collections, natural
 * ids and results of queries that come from it. Named in the configuration as {@code mapper}, with
 * a region as {@code cache} and, as {@code columns}, those of the identifier and of foreign keys;
 * for what they do not tell, all of a region goes.
 *
 * <p>It is done by all session factories of this JVM that know the table, as each may have regions
 * of its own. Thread-safe.
 */
public final class HibernateChangeMapper implements ChangeHandler {

  /** The way that configurations find. */
  public HibernateChangeMapper() {}

  @Override
  public void rowsChanged(List<ChangedRow> rows) {
    inAll(evictions -> evictions.ofRows(rows));
  }

  @Override
  public void tableChanged(String table) {
    inAll(evictions -> evictions.ofTable(table));
  }

  /** What fails in one factory is not left out in the others; whoever follows tries again later. */
  private static void inAll(Consumer<Evictions> work) {
    List<SessionFactoryImplementor> open = SessionFactories.open();
    if (open.isEmpty()) {
      throw new IllegalStateException("no session factory of Hibernate is open in this JVM");
    }
    RuntimeException first = null;
    for (SessionFactoryImplementor factory : open) {
      try {
        work.accept(new Evictions(factory));
      } catch (RuntimeException e) {
        first = (first == null) ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
