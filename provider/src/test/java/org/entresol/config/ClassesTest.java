package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.acme.CustomerLoader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryListener;
import javax.cache.integration.CacheLoader;
import org.entresol.EntresolConfiguration;
import org.entresol.config.model.Classes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes that a file names, and the factories made of them. */
@Tag("unit")
final class ClassesTest {
  private final Fixture fixture;

  ClassesTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  @Test
  void load_ownClassLoader_findsTheClassesThere() {
    ClassLoader loader = new Twins();

    EntresolConfiguration<?, ?> cache =
        Objects.requireNonNull(
            ManagerConfiguration.load(
                    fixture.write(
                        "x.yaml",
                        """
                        caches:
                          c:
                            value: com.acme.Customer[]
                            load: { loader: com.acme.CustomerLoader }
                        """),
                    loader,
                    new Properties())
                .namedCaches()
                .get("c"));
    CacheLoader<?, ?> made = Objects.requireNonNull(cache.getCacheLoaderFactory()).create();

    assertThat(made.getClass().getClassLoader()).isSameAs(loader);
    assertThat(cache.getValueType().componentType().getClassLoader()).isSameAs(loader);
  }

  @Test
  void load_classWhoseParentIsMissing_failsWithTheReason() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                ManagerConfiguration.load(
                    fixture.write("x.yaml", "caches: { c: { key: com.acme.Broken } }"),
                    new Twins(),
                    new Properties()))
        .withMessageContaining("caches.c.key: \"com.acme.Broken\" cannot be loaded (java.lang.");
  }

  @Test
  void load_classWhoseInitializerFails_doesNotRunIt() {
    assertThat(listener(Explosive.class)).isNotNull();
  }

  @Test
  void create_constructorThrows_failsWithTheClassAndCause() {
    Factory<?> factory = listener(Failing.class).getCacheEntryListenerFactory();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(factory::create)
        .withMessage("an instance of " + Failing.class.getName() + " could not be made")
        .withRootCauseInstanceOf(UnsupportedOperationException.class);
  }

  private CacheEntryListenerConfiguration<?, ?> listener(Class<?> type) {
    String text = "caches: { c: { listeners: [ { listener: '" + type.getName() + "' } ] } }";
    return Objects.requireNonNull(fixture.load(text).namedCaches().get("c"))
        .getCacheEntryListenerConfigurations()
        .get(0);
  }

  @Test
  void factory_throughBytes_isEqualAndMakesInstances() throws Exception {
    Factory<CacheLoader<Object, Object>> factory = new Classes.InstanceOf<>(CustomerLoader.class);

    Object copy = throughBytes(factory);

    assertThat(copy)
        .isEqualTo(factory)
        .isInstanceOfSatisfying(
            Factory.class, read -> assertThat(read.create()).isInstanceOf(CustomerLoader.class));
  }

  private static Object throughBytes(Object object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  /** A listener whose class fails to initialize. */
  public static final class Explosive implements CacheEntryListener<Object, Object> {
    static final int NUMBER = Integer.parseInt("no number");
  }

  /** A listener that cannot be made. */
  public static final class Failing implements CacheEntryListener<Object, Object> {
    /** Fails. */
    public Failing() {
      throw new UnsupportedOperationException();
    }
  }

  /** Defines the classes of a user again; one of them is no class at all. */
  private static final class Twins extends ClassLoader {
    Twins() {
      super(ClassesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals("com.acme.Broken")) {
        throw new NoClassDefFoundError("com/acme/Missing");
      }
      return name.startsWith("com.acme.") ? again(name) : super.loadClass(name, resolve);
    }

    private Class<?> again(String name) throws ClassNotFoundException {
      Class<?> there = findLoadedClass(name);
      if (there != null) {
        return there;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = Objects.requireNonNull(in).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
