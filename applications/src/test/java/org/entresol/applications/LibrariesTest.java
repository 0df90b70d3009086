package org.entresol.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.apache.camel.support.DefaultExchangeHolder;
import org.apache.shiro.authc.SimpleAccount;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.authz.permission.WildcardPermission;
import org.apache.shiro.session.mgt.SimpleSession;
import org.apache.shiro.subject.SimplePrincipalCollection;
import org.jsr107.ri.annotations.DefaultGeneratedCacheKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metrics;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.util.LinkedCaseInsensitiveMap;

/** What other libraries keep in caches. */
@Tag("server")
final class LibrariesTest {

  @TempDir Path directory;

  @AfterEach
  void closeManagers() {
    Caching.getCachingProvider().close();
  }

  private Cache<Object, Object> cache(String uri, String node) {
    CacheManager manager =
        Caching.getCachingProvider().getCacheManager(URI.create(uri + "#" + node), null);
    return manager.createCache("things", new MutableConfiguration<>());
  }

  private static Object shiroSession() {
    SimpleSession session = new SimpleSession("localhost");
    session.setId("7");
    session.setAttribute("basket", Set.of("apple"));
    return session;
  }

  private static Object shiroAuthorization() {
    SimpleAuthorizationInfo info = new SimpleAuthorizationInfo(Set.of("reader"));
    info.addObjectPermission(new WildcardPermission("books:read"));
    return info;
  }

  private static Object exchange() {
    DefaultExchangeHolder holder = new DefaultExchangeHolder();
    DefaultExchangeHolder.addProperty(holder, "size", 3);
    return holder;
  }

  private static Object rows() {
    Map<String, Object> row = new LinkedCaseInsensitiveMap<>();
    row.put("TITLE", "Ode");
    return row;
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("shiro", shiroSession()),
        Arguments.of("shiro", shiroAuthorization()),
        Arguments.of("shiro", new SimpleAccount("anna", "secret", "realm")),
        Arguments.of("camel", exchange()),
        Arguments.of("spring", rows()),
        Arguments.of("spring", new Distance(3, Metrics.KILOMETERS)),
        Arguments.of(
            "spring-security",
            new SecurityContextImpl(new UsernamePasswordAuthenticationToken("anna", "secret"))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void value_ofALibrary_needsNoLineButItsPreset(String preset, Object value) {
    Cache<Object, Object> all = cache(new Caches(directory).uri("redis"), "all");
    Cache<Object, Object> one =
        cache(new Caches(directory).uri("redis", "presets: [" + preset + "]"), "one");
    Cache<Object, Object> none = cache(new Caches(directory).uri("redis", "presets: none"), "none");

    all.put("key", value);
    one.put("key", value);

    assertThat(all.get("key")).usingRecursiveComparison().isEqualTo(value);
    assertThat(one.get("key")).isInstanceOf(value.getClass());
    assertThatExceptionOfType(CacheException.class).isThrownBy(() -> none.put("key", value));
  }

  @Test
  void generatedKey_ofTwoNodes_isKnownAndFoundByItsParameters() {
    String uri = new Caches(directory).uri("heap+redis");
    Cache<Object, Object> cache = cache(uri, "one");
    Object key = new DefaultGeneratedCacheKey(new Object[] {"a", 5});

    cache.put(key, "value");

    assertThat(cache.get(new DefaultGeneratedCacheKey(new Object[] {"a", 5}))).isEqualTo("value");
    assertThat(cache(uri, "two").get(key)).isEqualTo("value");
    assertThat(cache.iterator().next().getKey()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "heap+redis"})
  void principals_ofTwoNodes_areOneKey(String stack) {
    String uri = new Caches(directory).uri(stack);
    SimplePrincipalCollection principals = new SimplePrincipalCollection("anna", "staff");
    principals.add(7L, "customers");

    cache(uri, "one").put(principals, shiroAuthorization());

    SimplePrincipalCollection same = new SimplePrincipalCollection(7L, "customers");
    same.add("anna", "staff");
    Cache<Object, Object> two = cache(uri, "two");
    assertThat(two.get(same)).isInstanceOf(SimpleAuthorizationInfo.class);
    assertThat(two.iterator().next().getKey()).isEqualTo(principals);
  }

  @Test
  void bucket_ofTwoNodes_isOne() {
    String uri = new Caches(directory).uri("redis", "presets: none");
    BucketProxy one = bucket(cache(uri, "one"));
    BucketProxy two = bucket(cache(uri, "two"));

    assertThat(one.tryConsume(3)).isTrue();
    assertThat(two.tryConsume(3)).isFalse();
    assertThat(two.tryConsume(2)).isTrue();
  }

  @SuppressWarnings("unchecked") // there is nothing else in the cache
  private static BucketProxy bucket(Cache<?, ?> cache) {
    BucketConfiguration limit =
        BucketConfiguration.builder()
            .addLimit(bound -> bound.capacity(5).refillGreedy(5, Duration.ofDays(1)))
            .build();
    return Bucket4jJCache.entryProcessorBasedBuilder((Cache<String, byte[]>) cache)
        .build()
        .getProxy("anna", () -> limit);
  }

  @Test
  void resilience4j_ofTwoNodes_worksOnce() throws Throwable {
    String uri = new Caches(directory).uri("heap+redis", "presets: none");
    io.github.resilience4j.cache.Cache<Object, Object> one =
        io.github.resilience4j.cache.Cache.of(cache(uri, "one"));
    io.github.resilience4j.cache.Cache<Object, Object> two =
        io.github.resilience4j.cache.Cache.of(cache(uri, "two"));

    one.computeIfAbsent("key", () -> "worked out here");

    assertThat(two.computeIfAbsent("key", () -> "worked out again")).isEqualTo("worked out here");
  }
}
