package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.configurationOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cache.jcache.JCacheCacheManager;

/** Caches that are made when they are first asked for. */
@Tag("unit")
class DynamicCachesTest {
  private static final int ROUNDS = 100;
  private static final List<Runnable> WHILE_MADE = new CopyOnWriteArrayList<>();

  private static final String FILE =
      """
      caches:
        "page-*":  { dynamic: true, expiry: { created: 1h } }
        "typed-*": { dynamic: true, key: java.lang.String, value: java.lang.Long }
        "made-*":  { dynamic: true, expiry: { policy: %s } }
        "page-no": { dynamic: false }
        page-yes:
      """
          .formatted(Making.class.getName());

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final CacheManager manager;

  DynamicCachesTest(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("dynamic.yaml"), FILE);
    manager = caches.provider().getCacheManager(file.toUri(), null);
  }

  /** A policy whose making runs what the test says. */
  public static final class Making implements ExpiryPolicy {
    private final ExpiryPolicy eternal = new EternalExpiryPolicy();

    /** Makes one. */
    public Making() {
      WHILE_MADE.forEach(Runnable::run);
    }

    @Override
    public Duration getExpiryForCreation() {
      return eternal.getExpiryForCreation();
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return eternal.getExpiryForAccess();
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return eternal.getExpiryForUpdate();
    }
  }

  @AfterEach
  void makeInPeace() {
    WHILE_MADE.clear();
  }

  private boolean isThere(String name) {
    return manager.getCache(name) != null;
  }

  @Test
  void getCache_ofANameThatFits_makesTheCacheAsTheFileSays() {
    Cache<Object, Object> cache = manager.getCache("page-home");

    assertThat(configurationOf(cache).getExpiryPolicyFactory())
        .isEqualTo(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR));
    assertThat(manager.<Object, Object>getCache("page-home") == cache).isTrue();
    assertThat(manager.getCacheNames()).contains("page-home");
    assertThatThrownBy(() -> manager.createCache("page-home", new MutableConfiguration<>()))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void getCache_ofANameThatDoesNotFit_isNull() {
    manager.destroyCache("page-no");

    assertThat(List.of(isThere("page"), isThere("page-no"))).containsOnly(false);
    manager.destroyCache("page-never");
    assertThat(manager.getCacheNames()).containsExactly("page-yes");
  }

  @Test
  void getCache_afterItWasDestroyed_makesAnotherOne() {
    Cache<Object, Object> cache = manager.getCache("page-home");
    cache.put("k", "v");
    manager.destroyCache("page-home");

    assertThat(manager.getCache("page-home").get("k")).isNull();
    assertThat(cache.isClosed()).isTrue();
  }

  @Test
  void getCache_withTypes_makesTheCacheOfThem() {
    Cache<String, Long> cache = manager.getCache("page-home", String.class, Long.class);

    assertThat(configurationOf(cache))
        .extracting("keyType", "valueType")
        .containsExactly(String.class, Long.class);
  }

  @Test
  void getCache_withOtherTypesThanTheFile_isRefused() {
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> manager.getCache("typed-a", String.class, String.class));
    assertThat(manager.getCache("typed-a", String.class, Long.class) == null).isFalse();
  }

  @Test
  void getCache_ofTwoThreads_givesBothTheSame() {
    WHILE_MADE.add(Thread::yield);
    for (int round = 0; round < ROUNDS; round++) {
      String name = "made-" + round;
      List<Cache<Object, Object>> found = Crew.race(2, thread -> () -> manager.getCache(name));

      assertThat(found.get(0)).isNotNull();
      assertThat(found.get(1) == found.get(0)).isTrue();
    }
  }

  @Test
  void getCache_whileAnotherThreadMakesIt_waits() {
    Gate gate = Gate.closed();
    WHILE_MADE.add(gate::pass);
    Crew.Task<Cache<Object, Object>> first = Crew.start(() -> manager.getCache("made-a"));
    gate.awaitVisitor();
    Crew.Task<Cache<Object, Object>> second =
        Crew.start(() -> manager.getCache("made-a")).awaitBlocked();

    gate.open();

    assertThat(first.result() == second.result()).isTrue();
  }

  @Test
  void getCache_ofTheOneThatIsBeingMade_isRefused() {
    WHILE_MADE.add(() -> manager.getCache("made-a"));

    assertThatThrownBy(() -> Crew.promptly(() -> manager.getCache("made-a")))
        .hasStackTraceContaining("is being made by this very thread");
  }

  @Test
  void spring_cacheOfANameThatFits_isThere() {
    JCacheCacheManager spring = new JCacheCacheManager(manager);
    spring.afterPropertiesSet();

    org.springframework.cache.Cache cache = spring.getCache("page-home");

    assertThat(cache).isNotNull();
    assertThat(spring.getCache("news")).isNull();
  }
}
