package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.entresol.codec.wire.KryoCopiers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes need not come from the class loader that the rules were made for. */
@Tag("unit")
class OtherClassLoaderTest {

  /** Defines some classes of the tests anew. */
  private static final class Isolating extends ClassLoader {
    Isolating() {
      super(OtherClassLoaderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ForeignValues.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String resource = name.replace('.', '/') + ".class";
      try (InputStream in = getResourceAsStream(resource)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static List<?> valuesOf(ClassLoader loader) {
    try {
      Class<?> type = loader.loadClass(ForeignValues.class.getName());
      return (List<?>) ((Supplier<?>) type.getConstructor().newInstance()).get();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no values", e);
    }
  }

  @Test
  void copy_objectsOfAnotherClassLoader_haveTheirOwnClasses() {
    Copiers copiers = Rules.byValue();

    for (Object value : valuesOf(new Isolating())) {
      Object copy = copiers.copy(value);

      assertThat(copy).isNotSameAs(value);
      assertThat((Object) copy.getClass()).isSameAs(value.getClass());
      assertThat(show(copy)).isEqualTo(show(value));
    }
  }

  @Test
  void copy_sameNamesInTwoClassLoaders_areNotConfused() {
    Copiers copiers = Rules.byValue(Set.of("org.example.Other"));
    List<?> first = valuesOf(new Isolating());
    List<?> second = valuesOf(new Isolating());
    List<?> here = new ForeignValues().get();

    for (int i = 0; i < here.size(); i++) {
      for (Object value : Arrays.asList(first.get(i), second.get(i), here.get(i))) {
        Object copy = copiers.copy(Arrays.asList(value, new Pet("a"))).get(0);

        assertThat((Object) copy.getClass()).isSameAs(value.getClass());
        assertThat(show(copy)).isEqualTo(show(value));
      }
    }
  }

  @Test
  void sizeOf_objectsOfAnotherClassLoader_isKnown() {
    for (Object value : valuesOf(new Isolating())) {
      assertThat(Rules.byValue().sizeOf(value)).isPositive();
    }
  }

  @Test
  void copy_classLoaderNoLongerUsed_isCollected() {
    WeakReference<ClassLoader> loader = copyWithALoaderOfItsOwn();

    await()
        .until(
            () -> {
              System.gc();
              return loader.refersTo(null);
            });
  }

  private static WeakReference<ClassLoader> copyWithALoaderOfItsOwn() {
    ClassLoader loader = new Isolating();
    Copiers copiers = KryoCopiers.byValue(loader, Set.of());
    for (Object value : valuesOf(loader)) {
      assertThat(copiers.copy(value)).isNotSameAs(value);
      assertThat(copiers.sizeOf(value)).isPositive();
    }
    return new WeakReference<>(loader);
  }

  private static String show(Object value) {
    return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
  }
}
