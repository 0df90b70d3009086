package org.entresol.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the database needs so that changes are told. Immutable. */
interface Setup {

  /** All statements that are needed where nothing is there yet. */
  List<String> ddl();

  /**
   * Makes sure that all is there.
   *
   * @return whether something was made now, so that changes of before were not told
   * @throws javax.cache.CacheException if something is not, and is not to be made; the message has
   *     the statements that do
   */
  boolean require(Connection connection) throws SQLException;
}
