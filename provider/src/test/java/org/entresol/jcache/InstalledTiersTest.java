package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.entresol.Stack.Authority;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which way to an authority is taken of those that class loaders see. */
@Tag("unit")
class InstalledTiersTest {

  @TempDir private Path folder = Path.of("");

  /** A factory that leads nowhere. */
  abstract static class Nowhere implements TierFactory {
    @Override
    public Authority authority() {
      return Authority.REDIS;
    }

    @Override
    public TierNode open(TierSettings settings, Clock clock) {
      throw new AssertionError("nothing is to be opened");
    }

    @Override
    public int partitions(TierSettings settings) {
      throw new AssertionError("nothing is to be opened");
    }
  }

  public static final class First extends Nowhere {}

  public static final class Second extends Nowhere {}

  public static final class OtherKind extends Nowhere {
    @Override
    public Authority authority() {
      return Authority.HEAP;
    }
  }

  public static final class Failing extends Nowhere {
    public Failing() {
      throw new IllegalStateException("not today");
    }
  }

  @Test
  void factory_ofTheManagersLoader_isTaken() throws IOException {
    with(
        List.of(First.class),
        loader ->
            assertThat(InstalledTiers.find(Authority.REDIS, loader)).isInstanceOf(First.class));
  }

  @Test
  void factories_ofSeveralKinds_areToldApart() throws IOException {
    with(
        List.of(OtherKind.class, First.class),
        loader -> {
          assertThat(InstalledTiers.find(Authority.REDIS, loader)).isInstanceOf(First.class);
          assertThat(InstalledTiers.find(Authority.HEAP, loader)).isInstanceOf(OtherKind.class);
        });
  }

  @Test
  void factories_severalOfOneKind_areRefusedByName() throws IOException {
    with(
        List.of(Second.class, First.class),
        loader ->
            assertThatThrownBy(() -> InstalledTiers.find(Authority.REDIS, loader))
                .isInstanceOf(NotInstalledException.class)
                .hasMessage(
                    "several lead to Redis: %s, %s; allowed: one of them on the class path"
                        .formatted(First.class.getName(), Second.class.getName())));
  }

  @Test
  void factory_ofAnotherKindAlone_isNone() throws IOException {
    with(
        List.of(OtherKind.class),
        loader ->
            assertThatThrownBy(() -> InstalledTiers.find(Authority.REDIS, loader))
                .isInstanceOf(NotInstalledException.class)
                .hasMessage(
                    "nothing on the class path leads to Redis; allowed: with the dependency"
                        + " org.entresol:entresol-redis"));
  }

  @Test
  void factory_thatCannotBeMade_isTheReason() throws IOException {
    with(
        List.of(Failing.class),
        loader ->
            assertThatThrownBy(() -> InstalledTiers.find(Authority.REDIS, loader))
                .isInstanceOf(NotInstalledException.class)
                .hasMessageStartingWith("nothing on the class path leads to Redis (")
                .hasMessageContaining(Failing.class.getName())
                .hasMessageEndingWith("; allowed: with the dependency org.entresol:entresol-redis")
                .hasCauseInstanceOf(ServiceConfigurationError.class)
                .hasRootCauseMessage("not today"));
  }

  /** What a manager finds would else depend on the thread that opens it. */
  @Test
  void factory_ofTheThreadsLoader_isNotTaken() throws IOException {
    with(
        List.of(First.class),
        loader -> {
          Thread thread = Thread.currentThread();
          ClassLoader before = thread.getContextClassLoader();
          thread.setContextClassLoader(loader);
          try {
            assertThatThrownBy(
                    () -> InstalledTiers.find(Authority.REDIS, getClass().getClassLoader()))
                .isInstanceOf(NotInstalledException.class);
          } finally {
            thread.setContextClassLoader(before);
          }
        });
  }

  /** A loader that sees factories, which stand in a file as an artifact would bring it. */
  private void with(List<Class<?>> factories, Consumer<ClassLoader> test) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
    Stream<String> names = factories.stream().map(Class::getName);
    Files.writeString(
        services.resolve(TierFactory.class.getName()), String.join("\n", names.toList()));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      test.accept(loader);
    }
  }
}
