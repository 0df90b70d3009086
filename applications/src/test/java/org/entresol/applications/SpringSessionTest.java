package org.entresol.applications;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.Session;

/** Spring Session, which has no repository on JCache, but one on any map. */
@Tag("server")
final class SpringSessionTest {
  private static final String CONTEXT = "SPRING_SECURITY_CONTEXT";

  @TempDir Path directory;

  @AfterEach
  void closeManagers() {
    Caching.getCachingProvider().close();
  }

  private static MapSessionRepository node(String uri, String name) {
    Cache<String, Session> cache =
        Caching.getCachingProvider()
            .getCacheManager(URI.create(uri + "#" + name), null)
            .createCache("sessions", new MutableConfiguration<>());
    return new MapSessionRepository(new CacheMap(cache));
  }

  /** What an application writes to have its sessions in a cache. */
  private static final class CacheMap extends AbstractMap<String, Session> {
    private final Cache<String, Session> cache;

    CacheMap(Cache<String, Session> cache) {
      this.cache = cache;
    }

    @Override
    public @Nullable Session get(Object key) {
      return cache.get((String) key);
    }

    @Override
    public @Nullable Session put(String key, Session session) {
      return cache.getAndPut(key, session);
    }

    @Override
    public @Nullable Session remove(Object key) {
      return cache.getAndRemove((String) key);
    }

    @Override
    public Set<Entry<String, Session>> entrySet() {
      return StreamSupport.stream(cache.spliterator(), false)
          .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
          .collect(toSet());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "heap+redis"})
  void session_ofAnotherNode_goesOnAndEnds(String stack) {
    String uri = new Caches(directory).uri(stack);
    MapSessionRepository one = node(uri, "one");
    MapSessionRepository two = node(uri, "two");
    MapSession session = one.createSession();
    session.setAttribute("basket", Set.of("apple"));
    session.setAttribute(
        CONTEXT, new SecurityContextImpl(new UsernamePasswordAuthenticationToken("anna", "x")));
    one.save(session);

    MapSession found = requireNonNull(two.findById(session.getId()));
    assertThat(found.<Set<String>>getAttribute("basket")).containsExactly("apple");
    assertThat(found.<Object>getAttribute(CONTEXT)).isEqualTo(session.getAttribute(CONTEXT));
    String before = found.getId();
    found.changeSessionId();
    two.save(found);

    // The other node's heap hears of it a moment later.
    await().untilAsserted(() -> assertThat(one.findById(before)).isNull());
    assertThat(one.findById(found.getId())).isNotNull();
    one.deleteById(found.getId());
    assertThat(one.findById(found.getId())).isNull();
  }
}
