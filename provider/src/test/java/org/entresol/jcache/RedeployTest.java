package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.minlog.Log;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.Caching;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objenesis.Objenesis;
import org.yaml.snakeyaml.Yaml;

/** What an application leaves behind in the JVM when it is undeployed: nothing. */
@Tag("unit")
class RedeployTest {
  private static final int DEPLOYMENTS = 6;

  /** Where the provider lies. */
  enum Provider {
    /** In the application's archive, as everything else that it uses. */
    IN_THE_APPLICATION,
    /** In the container, beside the application's own classes. */
    IN_THE_CONTAINER
  }

  /** The loader of an archive, whose own classes come before those of the container. */
  private static final class ArchiveLoader extends URLClassLoader {
    private final Provider provider;

    ArchiveLoader(Provider provider) {
      super(
          Stream.of(
                  Webapp.class,
                  EntresolCachingProvider.class,
                  Caching.class,
                  Caffeine.class,
                  Kryo.class,
                  Log.class,
                  Objenesis.class,
                  Yaml.class)
              .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
              .toArray(URL[]::new),
          RedeployTest.class.getClassLoader());
      this.provider = provider;
    }

    private boolean isOwn(String name) {
      return switch (provider) {
        case IN_THE_APPLICATION -> true;
        case IN_THE_CONTAINER -> name.startsWith(Webapp.class.getName());
      };
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        if (isOwn(name)) {
          try {
            return findClass(name);
          } catch (ClassNotFoundException e) {
            return super.loadClass(name, resolve);
          }
        }
        return super.loadClass(name, resolve);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void loaders_ofApplicationsThatAreGone_areCollected(Provider provider) throws Exception {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < DEPLOYMENTS; i++) {
      loaders.add(new WeakReference<>(deployAndUndeploy(provider)));
    }

    Crew.until(
        () -> {
          System.gc();
          return loaders.stream().allMatch(loader -> loader.get() == null);
        });
  }

  private static ClassLoader deployAndUndeploy(Provider provider) throws Exception {
    try (ArchiveLoader loader = new ArchiveLoader(provider)) {
      Runnable webapp =
          (Runnable) loader.loadClass(Webapp.class.getName()).getConstructor().newInstance();
      assertThat(webapp.getClass().getClassLoader()).isSameAs(loader);
      Crew.promptly(
          () -> {
            Thread.currentThread().setContextClassLoader(loader);
            webapp.run();
          });
      return loader;
    }
  }
}
