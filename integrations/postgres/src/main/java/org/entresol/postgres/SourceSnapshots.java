package org.entresol.postgres;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import javax.sql.DataSource;
import org.entresol.SnapshotLoader;
import org.entresol.Timed;

/**
 * A loader from a PostgreSQL database or one of its streaming replicas that says in which snapshot
 * it has read, for caches with {@code load.snapshot: postgres}: what a replica that lags gives, or
 * a transaction that began earlier, is not stored then.
 *
 * <p>Thread-safe as far as its reader is.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class SourceSnapshots<K, V> implements SnapshotLoader<K, V> {
  private final DataSource source;
  private final Reader<K, V> reader;

  private SourceSnapshots(DataSource source, Reader<K, V> reader) {
    this.source = source;
    this.reader = reader;
  }

  /**
   * What reads values in a transaction that somebody else has begun, and ends.
   *
   * @param <K> the type of keys
   * @param <V> the type of values
   */
  @FunctionalInterface
  public interface Reader<K, V> {

    /**
     * Reads the values of some keys.
     *
     * @param connection in a transaction that only reads; not to be closed
     * @param keys the keys, each once; at least one
     * @return the values of those keys that have one
     */
    Map<K, V> read(Connection connection, Set<K> keys) throws SQLException;
  }

  /**
   * A loader that takes a connection for each load, and reads in a transaction of its own.
   *
   * @param source where the connections come from
   */
  public static <K, V> SourceSnapshots<K, V> loader(DataSource source, Reader<K, V> reader) {
    return new SourceSnapshots<>(requireNonNull(source), requireNonNull(reader));
  }

  /**
   * The snapshot of a connection, for loaders that implement {@link SnapshotLoader} themselves:
   * asked before the first read, by the connection that reads.
   *
   * @throws SQLException if the database does not answer
   */
  public static String of(Connection connection) throws SQLException {
    return Snapshot.textNow(connection);
  }

  @Override
  public Reading<K, V> read(Set<K> keys) {
    try (Connection connection = source.getConnection()) {
      boolean commits = connection.getAutoCommit();
      boolean readsOnly = connection.isReadOnly();
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try {
        String snapshot = of(connection);
        Map<K, Timed<V>> values = new LinkedHashMap<>();
        reader.read(connection, keys).forEach((key, value) -> values.put(key, Timed.of(value)));
        return new Reading<>(values, snapshot);
      } finally {
        // It has only read; and the connection goes back to a pool as it came.
        connection.rollback();
        connection.setReadOnly(readsOnly);
        connection.setAutoCommit(commits);
      }
    } catch (SQLException e) {
      throw new CacheLoaderException(
          "The database could not be read for " + keys.size() + " keys", e);
    }
  }
}
