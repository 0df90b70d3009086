package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.spring.boot.Contexts.configuration;
import static org.entresol.spring.boot.Contexts.manager;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.entresol.EntresolCacheManager;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.entresol.config.ConfigurationException;
import org.entresol.jcache.EntresolCachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the starter makes of an application's properties and beans, in the heap. */
@Tag("unit")
final class AutoConfigurationTest {
  private static final String HEALTH = "entresolHealthIndicator";

  private final ApplicationContextRunner runner = Contexts.runner();

  @Test
  void caches_withoutAWord_areMadeOnDemandInTheHeap() {
    runner.run(
        context -> {
          assertThat(context.getBean(CacheManager.class)).isInstanceOf(SpringCaches.class);
          assertThat(configuration(context, "books").getStack()).isEqualTo(Stack.HEAP);
          assertThat(manager(context).getCacheNames()).containsExactly("books");
        });
  }

  @Test
  void keysOfTheFile_inTheApplicationsProperties_hold() {
    runner
        .withPropertyValues(
            "entresol.defaults.expiry.created=2h",
            "entresol.defaults.immutable[0]=java.lang.Thread",
            "entresol.defaults.immutable[1]=java.lang.Object",
            "entresol.caches[page-*].heap.max-entries=${size}",
            "size=20",
            "entresol.caches.news.heap.max-bytes=1MB")
        .run(
            context -> {
              assertThat(configuration(context, "page-1").getHeapBound())
                  .isEqualTo(HeapBound.entries(20));
              assertThat(configuration(context, "news").getHeapBound())
                  .isEqualTo(HeapBound.bytes(1 << 20));
              assertThat(configuration(context, "news").getImmutableTypes())
                  .containsExactlyInAnyOrder("java.lang.Thread", "java.lang.Object");
              assertThat(configuration(context, "other").getExpiryPolicyFactory().create())
                  .isInstanceOf(CreatedExpiryPolicy.class);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "entresol.defaults.renamed.com.acme.Old=com.acme.library.Review",
        "entresol.defaults.renamed[com.acme.Old]=com.acme.library.Review",
        "entresol.defaults.renamed={com.acme.Old: com.acme.library.Review}"
      })
  void keysThatAreClasses_inTheApplicationsProperties_areOneSection(String property) {
    runner
        .withPropertyValues(property)
        .run(
            context -> {
              String said =
                  manager(context).getProperties().getProperty("entresol.defaults.renamed", "");

              assertThat(said.replace("\"", ""))
                  .isEqualTo("{com.acme.Old: com.acme.library.Review}");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "entresol.caches.books.expire=1h",
        "entresol.defaults.heap.max-entries=many",
        "entresol.stack=heap"
      })
  void property_thatIsNotAllowed_stopsTheContextAndIsNamed(String property) {
    String name = property.substring(0, property.indexOf('='));

    runner
        .withPropertyValues(property)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("property " + name, "allowed: "));
  }

  @Test
  void variableOfTheSystem_forAKeyThatIsAlwaysThere_holds() {
    runner
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            Map.of("ENTRESOL_DEFAULTS_HEAP_MAXENTRIES", "7"))))
        .run(
            context ->
                assertThat(configuration(context, "books").getHeapBound())
                    .isEqualTo(HeapBound.entries(7)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"entresol.config", "spring.cache.jcache.config"})
  void file_thatAPropertyNames_isRead(String property, @TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("shop.yaml"),
            "caches: { books: { heap: { max-entries: 5 } }, news: { heap: { max-entries: 6 } } }");

    runner
        .withPropertyValues(
            property + "=" + file.toUri(), "entresol.caches.news.heap.max-entries=7")
        .run(
            context -> {
              assertThat(manager(context).getCacheNames())
                  .containsExactlyInAnyOrder("books", "news");
              assertThat(configuration(context, "books").getHeapBound())
                  .isEqualTo(HeapBound.entries(5));
              assertThat(configuration(context, "news").getHeapBound())
                  .isEqualTo(HeapBound.entries(7));
            });
  }

  @Test
  void classLoader_ofTheApplication_findsFileAndIsTheManagers(@TempDir Path directory)
      throws IOException {
    Files.writeString(directory.resolve("entresol.yaml"), "caches: { books: { } }");
    // As the restarts of the developer tools have it: each with a loader of its own.
    for (int restart = 0; restart < 2; restart++) {
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {directory.toUri().toURL()},
              AutoConfigurationTest.class.getClassLoader())) {
        runner
            .withClassLoader(loader)
            // That of the thread may be any.
            .withInitializer(
                context ->
                    Thread.currentThread()
                        .setContextClassLoader(AutoConfigurationTest.class.getClassLoader()))
            .run(
                context -> {
                  assertThat(manager(context).getClassLoader()).isSameAs(loader);
                  assertThat(manager(context).getCacheNames()).containsExactly("books");
                });
      }
    }
  }

  @Test
  void context_closed_closesItsManagerAndNoOther() {
    runner.run(
        other -> {
          List<EntresolCacheManager> closed = new ArrayList<>();
          runner.run(context -> closed.add(manager(context)));

          assertThat(closed.get(0).isClosed()).isTrue();
          assertThat(manager(other).isClosed()).isFalse();
        });
  }

  @Test
  void cacheNames_given_areAllThereAre() {
    runner
        .withPropertyValues("spring.cache.cache-names=books,news")
        .run(
            context -> {
              CacheManager caches = context.getBean(CacheManager.class);

              assertThat(caches.getCacheNames()).containsExactlyInAnyOrder("books", "news");
              assertThat(caches.getCache("other")).isNull();
            });
  }

  @Test
  void cacheType_ofAnother_leavesSpringsCachesToIt() {
    runner
        .withPropertyValues("spring.cache.type=simple")
        .run(
            context ->
                assertThat(context.getBean(CacheManager.class))
                    .isNotInstanceOf(SpringCaches.class));
  }

  @Test
  void beans_thatSpringDoesNotName_areNamedAsOurs() {
    runner.run(
        context ->
            assertThat(context.getBeanNamesForType(ApplicationPackages.class))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("entresol")));
  }

  @Test
  void provider_ofAnother_isAskedForTheManager() {
    runner
        .withPropertyValues("spring.cache.jcache.provider=com.acme.OtherProvider")
        .run(
            context ->
                assertThat(context).getFailure().hasStackTraceContaining("com.acme.OtherProvider"));
  }

  @Test
  void provider_ofOurs_isOurs() {
    runner
        .withPropertyValues(
            "spring.cache.jcache.provider=" + EntresolCachingProvider.class.getName())
        .run(context -> assertThat(context).hasSingleBean(SpringCaches.class));
  }

  @Test
  void healthIndicator_asTheApplicationWantsIt_isThere() {
    String off = "management.health.defaults.enabled=false";

    runner.run(context -> assertThat(context).hasBean(HEALTH));
    runner.withPropertyValues(off).run(context -> assertThat(context).doesNotHaveBean(HEALTH));
    runner
        .withPropertyValues(off, "management.health.entresol.enabled=true")
        .run(context -> assertThat(context).hasBean(HEALTH));
  }

  /** An application with a manager of its own. */
  @Configuration(proxyBeanMethods = false)
  static class Own {
    @Bean
    javax.cache.CacheManager own() {
      return new EntresolCachingProvider().getCacheManager();
    }
  }

  @Test
  void managerOfTheApplication_isTheOnlyOne() {
    runner
        .withUserConfiguration(Own.class)
        .run(
            context ->
                assertThat(context.getBeanNamesForType(javax.cache.CacheManager.class))
                    .containsExactly("own"));
  }

  @Test
  void lentManager_closed_staysOpenForItsOwner() {
    runner.run(
        context -> {
          LentCacheManager lent = new LentCacheManager(manager(context));

          lent.close();

          assertThat(lent.isClosed()).isFalse();
          assertThat(manager(context).away()).isEqualTo(Duration.ZERO);
        });
  }
}
