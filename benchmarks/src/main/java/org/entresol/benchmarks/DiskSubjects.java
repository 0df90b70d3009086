package org.entresol.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import javax.cache.spi.CachingProvider;
import org.ehcache.Cache;
import org.ehcache.PersistentCacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.MemoryUnit;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The subjects that are opened in this JVM. */
final class DiskSubjects {
  private static final int PATIENCE_MILLIS = 10_000;

  private DiskSubjects() {}

  static DiskSubject entresol(Path directory) {
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", directory.toString());
    CachingProvider provider = new EntresolCachingProvider();
    javax.cache.Cache<String, byte[]> cache =
        provider
            .getCacheManager(null, null, properties)
            .createCache(
                "values",
                EntresolConfiguration.builder(String.class, byte[].class)
                    .stack(Stack.DISK)
                    .build());
    return new DiskSubject() {
      @Override
      public byte @Nullable [] get(String key) {
        return cache.get(key);
      }

      @Override
      public void put(String key, byte[] value) {
        cache.put(key, value);
      }

      @Override
      public void delete(String key) {
        boolean unused = cache.remove(key);
      }

      @Override
      public void close() {
        provider.close();
      }
    };
  }

  static DiskSubject ehcache(Path directory) {
    PersistentCacheManager manager =
        CacheManagerBuilder.newCacheManagerBuilder()
            .with(CacheManagerBuilder.persistence(directory.toFile()))
            .withCache(
                "values",
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                    String.class,
                    byte[].class,
                    ResourcePoolsBuilder.newResourcePoolsBuilder().disk(1, MemoryUnit.GB, true)))
            .build(true);
    Cache<String, byte[]> cache = manager.getCache("values", String.class, byte[].class);
    return new DiskSubject() {
      @Override
      public byte @Nullable [] get(String key) {
        return cache.get(key);
      }

      @Override
      public void put(String key, byte[] value) {
        cache.put(key, value);
      }

      @Override
      public void delete(String key) {
        cache.remove(key);
      }

      @Override
      public void close() {
        manager.close();
      }
    };
  }

  static DiskSubject sqlite(Path directory) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(PATIENCE_MILLIS);
    Connection connection =
        config.createConnection("jdbc:sqlite:" + directory.resolve("values.db"));
    try (PreparedStatement table =
        connection.prepareStatement(
            "CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, data BLOB) WITHOUT ROWID")) {
      boolean unused = table.execute();
    }
    return new Bare(
        connection,
        connection.prepareStatement("SELECT data FROM entry WHERE key = ?"),
        connection.prepareStatement(
            "INSERT INTO entry VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET data = excluded.data"),
        connection.prepareStatement("DELETE FROM entry WHERE key = ?"));
  }

  /** One table of SQLite. */
  private record Bare(
      Connection connection, PreparedStatement get, PreparedStatement put, PreparedStatement delete)
      implements DiskSubject {

    @Override
    public byte @Nullable [] get(String key) throws SQLException {
      get.setBytes(1, key.getBytes(StandardCharsets.UTF_8));
      try (ResultSet rows = get.executeQuery()) {
        return rows.next() ? rows.getBytes(1) : null;
      }
    }

    @Override
    public void put(String key, byte[] value) throws SQLException {
      put.setBytes(1, key.getBytes(StandardCharsets.UTF_8));
      put.setBytes(2, value);
      int unused = put.executeUpdate();
    }

    @Override
    public void delete(String key) throws SQLException {
      delete.setBytes(1, key.getBytes(StandardCharsets.UTF_8));
      int unused = delete.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
