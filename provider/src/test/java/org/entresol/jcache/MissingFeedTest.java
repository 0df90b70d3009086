package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.CacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.LoadSnapshot;
import org.entresol.config.ConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A class path on which nothing follows a database, as these tests have. */
@Tag("unit")
class MissingFeedTest {

  @RegisterExtension private final TestCaches caches = new TestCaches();

  @Test
  void section_withoutAFeed_isRefusedWithItsPlaceAndTheDependency(@TempDir Path folder)
      throws IOException {
    URI uri =
        Files.writeString(
                folder.resolve("entresol.yaml"),
                """
                namespace: shop
                postgres:
                  url: jdbc:postgresql://db/shop
                  tables: { customers: { cache: customers, key: "s:{id}" } }
                """)
            .toUri();

    assertThatThrownBy(() -> caches.provider().getCacheManager(uri, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            uri.toURL()
                + ":2:1: postgres: nothing on the class path leads to PostgreSQL; allowed: with the"
                + " dependency org.entresol:entresol-postgres");
  }

  @Test
  void snapshots_withoutASection_areRefused() {
    CacheManager manager = caches.provider().getCacheManager();
    EntresolConfiguration<String, String> asking =
        EntresolConfiguration.builder(String.class, String.class)
            .loader(() -> new FunctionLoader<>(key -> key))
            .readThrough(true)
            .load(load -> load.snapshot(LoadSnapshot.POSTGRES))
            .build();

    assertThatThrownBy(() -> manager.createCache("customers", asking))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The cache 'customers' has load.snapshot: postgres, and there is no section postgres;"
                + " allowed: none, or a table below postgres.tables that is mapped to the cache");
  }
}
