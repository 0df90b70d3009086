package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.Stack.Authority;
import org.entresol.fixtures.LogLines;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.tier.memory.MemoryTiers;
import org.entresol.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of caches, once for each: an expiry that a file says in vain, or none at all. */
@Tag("unit")
class NoticeTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  @RegisterExtension private final LogLines warnings = new LogLines(Notice.class.getName());

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

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

  private static EntresolConfiguration.Builder<String, String> on(Stack stack) {
    return EntresolConfiguration.builder(String.class, String.class).stack(stack);
  }

  @Test
  void cacheOnASharedStack_thatNeverExpires_isNotedOnce() {
    CacheManager manager = lab.manager("one");
    manager.createCache("endless", on(Stack.REDIS).build());
    manager.destroyCache("endless");

    await().until(() -> warnings.notes() > 0);
    manager.createCache("endless", on(Stack.REDIS).build());
    manager.close();

    assertThat(warnings.notes()).isEqualTo(1);
    assertThat(warnings.warnings()).isZero();
  }

  /** The way to what a lab shares, for caches on disk. */
  private record OnDisk(MemoryTiers memory) implements TierFactory {
    @Override
    public Authority authority() {
      return Authority.DISK;
    }

    @Override
    public TierNode open(TierSettings settings, Clock clock) {
      return memory.open(settings, clock);
    }

    @Override
    public int partitions(TierSettings settings) {
      return memory.partitions(settings);
    }
  }

  @ParameterizedTest
  @CsvSource({"least-recently-used, ON_BOUNDED_DISK", "none, ON_DISK"})
  void cacheOnDisk_thatNeverExpires_isNotedWithHowLongItsEntriesStay(String eviction, Stay stay) {
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", directory.toString());
    properties.setProperty("entresol.disk.eviction", eviction);
    try (CachingProvider provider =
        new EntresolCachingProvider(
            new OnDisk(new MemoryTiers(lab.authority().join())), Clock.system())) {
      CacheManager manager = provider.getCacheManager(null, null, properties);
      manager.createCache("endless", on(Stack.DISK).build());
      manager.close();
    }

    assertThat(warnings.noted()).singleElement().asInstanceOf(LIST).contains(stay);
  }

  @Test
  void cacheInRedis_thatNeverExpires_isNotedToStayThere() {
    CacheManager manager = lab.manager("one");
    manager.createCache("endless", on(Stack.REDIS).build());
    manager.close();

    assertThat(warnings.noted()).singleElement().asInstanceOf(LIST).contains(Stay.IN_REDIS);
  }

  @Test
  void cache_thatExpiresOrIsBounded_isNotNoted() {
    Duration life = new Duration(TimeUnit.HOURS, 1);
    CacheManager manager = lab.manager("one");

    manager.createCache(
        "expiring", on(Stack.HEAP_REDIS).expiry(CreatedExpiryPolicy.factoryOf(life)).build());
    manager.createCache("bounded", on(Stack.HEAP).build());
    manager.close();

    assertThat(warnings.notes()).isZero();
  }

  @Test
  void expiryOfTheFile_thatHolds_isNotTold() throws Exception {
    CacheManager manager = manager("override: true, expiry: { created: 1h }");

    make(manager, "a");
    manager.close();

    assertThat(told()).isEmpty();
  }
}
