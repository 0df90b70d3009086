package org.entresol.examples;

import java.net.URI;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Scanner;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.entresol.EntresolConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A cache that sees what others change in the database.
 *
 * <p>To be started beside a PostgreSQL. Each Enter looks up a customer, from memory unless somebody
 * has changed the row, and the end of the input (or {@code quit}) ends the program. In another
 * terminal, {@code UPDATE customers SET name = 'Berta' WHERE id = 7} is such a change.
 */
public final class DatabaseChanges {

  private DatabaseChanges() {}

  /**
   * Runs the example.
   *
   * @param arguments the address of the database as JDBC takes it, if it is another one than {@code
   *     jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres}
   */
  public static void main(String[] arguments) throws SQLException {
    run(
        arguments.length > 0
            ? arguments[0]
            : "jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres");
  }

  private static void run(String address) throws SQLException {
    try (Connection connection = DriverManager.getConnection(address);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS customers (id int PRIMARY KEY, name text)");
      statement.execute("INSERT INTO customers VALUES (7, 'Anna') ON CONFLICT DO NOTHING");
    }
    Properties properties = new Properties();
    properties.setProperty("entresol.postgres.url", '"' + address + '"');
    try (CacheManager manager =
        Caching.getCachingProvider()
            .getCacheManager(URI.create("classpath:database.yaml"), null, properties)) {
      Cache<String, String> names =
          manager.createCache(
              "names",
              EntresolConfiguration.builder(String.class, String.class)
                  .loader(() -> new Names(address))
                  .readThrough(true)
                  .build());
      Scanner input = new Scanner(System.in, Charset.defaultCharset());
      for (String line = ""; !line.equals("quit"); line = next(input)) {
        System.out.println("Customer 7 is " + names.get("7"));
      }
    }
  }

  private static String next(Scanner input) {
    return input.hasNextLine() ? input.nextLine() : "quit";
  }

  /** Reads the table, and says so. */
  private record Names(String address) implements CacheLoader<String, String> {
    @Override
    public @Nullable String load(String id) {
      try (Connection connection = DriverManager.getConnection(address);
          PreparedStatement query =
              connection.prepareStatement("SELECT name FROM customers WHERE id = ?::int")) {
        System.out.println("(asks the database)");
        query.setString(1, id);
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? row.getString(1) : null;
        }
      } catch (SQLException e) {
        throw new CacheLoaderException(e);
      }
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> ids) {
      Map<String, String> names = new HashMap<>();
      for (String id : ids) {
        String name = load(id);
        if (name != null) {
          names.put(id, name);
        }
      }
      return names;
    }
  }
}
