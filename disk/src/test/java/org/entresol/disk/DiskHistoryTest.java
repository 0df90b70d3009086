package org.entresol.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.awaitility.Awaitility;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.linear.SingleKeyHistoryContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** The histories of three nodes of one directory, which share nothing but its files. */
@Tag("unit")
@Tag("search")
class DiskHistoryTest extends SingleKeyHistoryContract {

  private static final int NODES = 3;

  @TempDir private Path folder = Path.of("");
  private final List<EntresolCachingProvider> providers = new ArrayList<>();

  static Stream<Stack> stacks() {
    return Stream.of(Stack.DISK, Stack.HEAP_DISK);
  }

  @AfterEach
  void close() {
    providers.forEach(EntresolCachingProvider::close);
  }

  @Override
  protected List<Cache<Integer, Integer>> open(
      Stack stack, String name, EntresolConfiguration.Builder<Integer, Integer> builder) {
    if (stack.hasHeap()) {
      builder.heap(HeapBound.entries(1_000_000));
    }
    EntresolConfiguration<Integer, Integer> configuration = builder.stack(stack).build();
    return Stream.generate(this::manager)
        .limit(NODES)
        .map(manager -> manager.createCache(name, configuration))
        .toList();
  }

  private CacheManager manager() {
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", folder.toString());
    properties.setProperty("entresol.disk.synchronous", "off");
    EntresolCachingProvider provider = new EntresolCachingProvider();
    providers.add(provider);
    return provider.getCacheManager(null, null, properties);
  }

  @Override
  protected void assertNothingHeld(Stack stack, String name) {
    Awaitility.await().untilAsserted(() -> assertThat(held()).isZero());
  }

  private long held() throws Exception {
    long held = 0;
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(one -> one.toString().endsWith(".db")).toList()) {
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
            Statement statement = connection.createStatement();
            ResultSet rows =
                statement.executeQuery(
                    "SELECT (SELECT count(*) FROM lease) + (SELECT count(*) FROM lock)"
                        + " + (SELECT count(*) FROM ticket)")) {
          held += rows.getLong(1);
        }
      }
    }
    return held;
  }
}
