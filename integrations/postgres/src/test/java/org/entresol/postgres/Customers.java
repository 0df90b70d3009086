package org.entresol.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoader;
import javax.sql.DataSource;

/** The loading of customers by who says what it has read, as the manual shows it. */
final class Customers {
  private Customers() {}

  // tag::snapshots[]
  static CacheLoader<String, String> loader(DataSource replica) {
    return SourceSnapshots.loader(replica, Customers::read);
  }

  static Map<String, String> read(Connection connection, Set<String> ids) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id::text, name FROM customers WHERE id::text = ANY (?)")) {
      query.setArray(1, connection.createArrayOf("text", ids.toArray()));
      Map<String, String> names = new HashMap<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          names.put(found.getString(1), found.getString(2));
        }
      }
      return names;
    }
  }
  // end::snapshots[]
}
