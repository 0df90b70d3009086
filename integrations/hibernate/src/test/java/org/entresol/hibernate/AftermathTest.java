package org.entresol.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.cache.spi.CacheImplementor;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.TimestampsCache;
import org.hibernate.cache.spi.access.CachedDomainDataAccess;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is evicted, and what becomes of what is locked for it. */
@Tag("unit")
class AftermathTest {

  private final AtomicBoolean away = new AtomicBoolean(true);
  private final AtomicInteger evicted = new AtomicInteger();
  private final AtomicInteger unlocked = new AtomicInteger();
  private final SoftLock lock = new SoftLock() {};
  private final DomainDataRegion region = made(DomainDataRegion.class, Object::toString);
  private final CachedDomainDataAccess access = made(CachedDomainDataAccess.class, this::access);
  private final SessionImplementor session = made(SessionImplementor.class, name -> null);
  private final SessionFactoryImplementor factory =
      made(SessionFactoryImplementor.class, this::factory);

  private interface Answers {
    @Nullable Object to(String method);
  }

  private static <T> T made(Class<T> type, Answers answers) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> answers.to(method.getName());
            };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object access(String method) {
    switch (method) {
      case "getRegion" -> {
        return region;
      }
      case "lockItem" -> {
        return lock;
      }
      case "evict" -> evicted.incrementAndGet();
      case "unlockItem" -> unlocked.incrementAndGet();
      case "evictAll" -> {
        if (away.get()) {
          throw new IllegalStateException("away");
        }
      }
      default -> {}
    }
    return null;
  }

  private @Nullable Object factory(String method) {
    return switch (method) {
      case "isClosed" -> false;
      case "openSession" -> session;
      case "getCache" ->
          made(CacheImplementor.class, name -> made(TimestampsCache.class, one -> null));
      default -> null;
    };
  }

  @Test
  void begin_regionIsAwayForAMoment_itemsAreReleasedAllTheSame() {
    Locked item = Locked.afterEviction(access, "key", session);
    Aftermath aftermath = new Aftermath(factory, List.of(item), Set.of(access), Set.of());

    assertThatThrownBy(() -> aftermath.begin(session)).hasMessage("away");
    away.set(false);

    await().untilAsserted(() -> assertThat(unlocked).hasValue(1));
  }

  @Test
  void evict_failsHalfWay_whatIsLockedIsReleased() {
    Evictions evictions = new Evictions(factory);

    assertThatThrownBy(
            () ->
                evictions.evict(
                    open -> {
                      evictions.evict(open, access, Set.of(1L), id -> id);
                      throw new IllegalStateException("half-way");
                    }))
        .hasMessage("half-way");

    await().untilAsserted(() -> assertThat(unlocked).hasValue(1));
  }

  /** As with {@code hibernate.cache.keys_factory: simple}, where keys are identifiers alone. */
  @Test
  void evict_sameKeyInTwoRegions_isEvictedFromBoth() {
    DomainDataRegion other = made(DomainDataRegion.class, name -> null);
    CachedDomainDataAccess collections =
        made(CachedDomainDataAccess.class, name -> name.equals("getRegion") ? other : access(name));
    Evictions evictions = new Evictions(factory);

    evictions.evict(session, access, Set.of(1L), id -> id);
    evictions.evict(session, collections, Set.of(1L), id -> id);

    assertThat(evicted).hasValue(2);
  }
}
