package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.fixtures.LogLines;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An expiry that a file says in vain is told, once for each cache. */
@Tag("unit")
class PassedOverTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  @RegisterExtension private final LogLines warnings = new LogLines(PassedOver.class.getName());

  @TempDir private Path directory;

  private CacheManager manager(String defaults) throws Exception {
    Path file =
        Files.writeString(directory.resolve("over.yaml"), "defaults: { " + defaults + " }\n");
    return caches.provider().getCacheManager(file.toUri(), null);
  }

  /** The caches in all warnings. */
  private List<String> told() {
    return warnings.subjects().stream()
        .flatMap(List::stream)
        .filter(Collection.class::isInstance)
        .flatMap(names -> ((Collection<?>) names).stream())
        .map(String::valueOf)
        .toList();
  }

  private static void make(CacheManager manager, String... names) {
    for (String name : names) {
      manager.createCache(name, new MutableConfiguration<>());
    }
  }

  @Test
  void expiryOfTheFile_thatDoesNotHold_isToldOnceForAllCaches() throws Exception {
    CacheManager manager = manager("expiry: { created: 1h }");

    make(manager, "a", "b", "c");

    await().untilAsserted(() -> assertThat(warnings.subjects()).isNotEmpty());
    manager.destroyCache("a");
    make(manager, "a");
    manager.close();
    assertThat(told()).containsExactly("a", "b", "c");
  }

  @Test
  void close_beforeItWasTold_tells() throws Exception {
    CacheManager manager = manager("expiry: { created: 1h }");

    make(manager, "a");
    manager.close();

    assertThat(told()).containsExactly("a");
  }

  @Test
  void expiryOfTheFile_thatHolds_isNotTold() throws Exception {
    CacheManager manager = manager("override: true, expiry: { created: 1h }");

    make(manager, "a");
    manager.close();

    assertThat(told()).isEmpty();
  }
}
