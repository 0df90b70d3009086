package org.entresol.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A way in which a database tells of its changes. Used by one thread at a time; closing it may be
 * called by any.
 */
interface ChangeSource extends AutoCloseable {

  /** Whether any number of processes may hear of changes at once, and not only one. */
  boolean servesMany();

  /**
   * Connects. From the return on, no change is missed as long as nothing throws.
   *
   * @return whether changes of before may have been missed that nobody can tell of any more
   * @throws SQLException if the database cannot be reached, or has ended the connection
   * @throws javax.cache.CacheException if the database lacks what is needed; the message says what
   *     mends that
   */
  boolean open() throws SQLException;

  /**
   * The changes that have been committed, in their order.
   *
   * @param atMost how long to wait for the first
   * @throws SQLException if the connection is lost: whoever opens it again is told what that means
   */
  List<Change> poll(Duration atMost) throws SQLException;

  /**
   * What a load has to see from now on, so that it has seen all changes that {@link #poll} gave,
   * and all that may have been missed before this was opened.
   *
   * @return a {@link Snapshot}, as the server writes it
   * @throws SQLException if the connection is lost
   */
  String horizon() throws SQLException;

  /**
   * Says that all that {@link #poll} gave has been dealt with, and need not be told again.
   *
   * @throws SQLException if the connection is lost
   */
  void confirm() throws SQLException;

  /** Lets go of the connection; it may be opened again. */
  @Override
  void close();
}
