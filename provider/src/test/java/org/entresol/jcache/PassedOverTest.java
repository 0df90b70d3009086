package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An expiry that a file says in vain is told, once for each cache. */
@Tag("unit")
class PassedOverTest {
  private static final Logger LOG = Logger.getLogger(PassedOver.class.getName());

  @RegisterExtension private final TestCaches caches = new TestCaches();

  @TempDir private Path directory;

  private final Told told = new Told();

  /** The caches of each warning. */
  private static final class Told extends Handler {
    private final List<Collection<?>> names = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().equals(Level.WARNING)) {
        names.addAll(
            Arrays.stream(line.getParameters())
                .filter(Collection.class::isInstance)
                .<Collection<?>>map(Collection.class::cast)
                .toList());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    LOG.addHandler(told);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(told);
    LOG.setUseParentHandlers(true);
  }

  private CacheManager manager(String defaults) throws Exception {
    Path file =
        Files.writeString(directory.resolve("over.yaml"), "defaults: { " + defaults + " }\n");
    return caches.provider().getCacheManager(file.toUri(), null);
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

    await().untilAsserted(() -> assertThat(told.names).isNotEmpty());
    manager.destroyCache("a");
    make(manager, "a");
    manager.close();
    assertThat(told.names.stream().flatMap(Collection::stream).map(String::valueOf))
        .containsExactly("a", "b", "c");
  }

  @Test
  void close_beforeItWasTold_tells() throws Exception {
    CacheManager manager = manager("expiry: { created: 1h }");

    make(manager, "a");
    manager.close();

    assertThat(told.names).hasSize(1);
  }

  @Test
  void expiryOfTheFile_thatHolds_isNotTold() throws Exception {
    CacheManager manager = manager("override: true, expiry: { created: 1h }");

    make(manager, "a");
    manager.close();

    assertThat(told.names).isEmpty();
  }
}
