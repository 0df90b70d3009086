package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.integration.CacheWriterException;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.WriteFence;
import org.entresol.WriteMode;
import org.entresol.testing.PostgresServers;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("server")
class StockTableTest {

  private static final WriteFence OLD = new WriteFence("stock:3", 7);
  private static final WriteFence NEW = new WriteFence("stock:3", 8);

  private final String url = PostgresServers.shared().createDatabase();
  private final StockTable table = new StockTable(source());

  /** An entry as the cache hands it over. */
  private record Row(String key, Integer value) implements Cache.Entry<String, Integer> {
    @Override
    public String getKey() {
      return key;
    }

    @Override
    public Integer getValue() {
      return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new IllegalArgumentException(type.getName());
    }
  }

  private static Collection<Cache.Entry<? extends String, ? extends Integer>> entries(Row... rows) {
    return List.of(rows);
  }

  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  @BeforeEach
  void createTables() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE stock (article text PRIMARY KEY, pieces int)");
      statement.execute("CREATE TABLE fence (shard text PRIMARY KEY, token bigint)");
    }
  }

  private Map<String, Integer> rows() throws SQLException {
    Map<String, Integer> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT article, pieces FROM stock")) {
      while (row.next()) {
        rows.put(row.getString(1), row.getInt(2));
      }
    }
    return rows;
  }

  @Test
  void writeAll_ownerThatWasFollowed_isRefusedAsAWhole() throws SQLException {
    table.writeAll(entries(new Row("tea", 1), new Row("salt", 1)), OLD);
    table.writeAll(entries(new Row("tea", 2)), NEW);

    assertThatThrownBy(() -> table.writeAll(entries(new Row("tea", 3), new Row("salt", 3)), OLD))
        .isInstanceOf(CacheWriterException.class)
        .hasMessageContaining("stock:3");
    assertThatThrownBy(() -> table.deleteAll(List.of("salt"), OLD))
        .isInstanceOf(CacheWriterException.class);
    assertThat(rows()).isEqualTo(Map.of("tea", 2, "salt", 1));
  }

  @Test
  void writeAll_sameOwnerAgain_passes() throws SQLException {
    table.writeAll(entries(new Row("tea", 1), new Row("salt", 1)), NEW);
    table.writeAll(entries(new Row("tea", 2)), NEW);
    table.deleteAll(List.of("salt"), NEW);

    assertThat(rows()).isEqualTo(Map.of("tea", 2));
  }

  @Test
  void writeAll_ownerOfAnotherShard_passes() throws SQLException {
    table.writeAll(entries(new Row("tea", 1)), NEW);
    table.writeAll(entries(new Row("salt", 1)), new WriteFence("stock:4", 1));

    assertThat(rows()).isEqualTo(Map.of("tea", 1, "salt", 1));
  }

  @Test
  void cache_withThisWriter_writesAndDeletesBehind() throws SQLException {
    try (RedisServer redis = RedisServer.start();
        CacheManager manager =
            Caching.getCachingProvider().getCacheManager(URI.create(redis.address()), null)) {
      Cache<String, Integer> stock =
          manager.createCache(
              "stock",
              EntresolConfiguration.builder(String.class, Integer.class)
                  .writeThrough(true)
                  .writer(() -> table)
                  .write(write -> write.mode(WriteMode.BEHIND).delay(Duration.ZERO))
                  .build());
      stock.putAll(Map.of("tea", 1, "salt", 1));
      stock.put("tea", 2);
      stock.remove("salt");

      stock.unwrap(EntresolCache.class).flush();

      assertThat(rows()).isEqualTo(Map.of("tea", 2));
    }
  }
}
