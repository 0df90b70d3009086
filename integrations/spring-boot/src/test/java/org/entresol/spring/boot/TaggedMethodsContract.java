package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.entresol.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags that annotated methods say, on any stack. */
abstract class TaggedMethodsContract {
  @TempDir private Path folder;

  /** What says where the caches lie. */
  abstract String[] properties();

  private void with(Consumer<Customers> test) throws IOException {
    Path file = folder.resolve("entresol.yaml");
    Files.writeString(file, "defaults: { tags: { explicit: true } }");
    Contexts.runner()
        .withPropertyValues("entresol.config=" + file.toUri())
        .withPropertyValues(properties())
        .withBean(Customers.class)
        .run(context -> test.accept(context.getBean(Customers.class)));
  }

  @Test
  void value_ofACacheable_goesByTheTagOfAnArgument() throws IOException {
    with(
        customers -> {
          assertThat(customers.of(7, "de")).isEqualTo("de 1");
          assertThat(customers.of(8, "de")).isEqualTo("de 2");
          customers.changed(7, false);

          assertThat(customers.of(7, "de")).isEqualTo("de 3");
          assertThat(customers.of(8, "de")).isEqualTo("de 2");
        });
  }

  @Test
  void value_ofACacheable_goesByTheTagOfItsResult() throws IOException {
    with(
        customers -> {
          customers.of(7, "de");
          customers.of(8, "fr");
          assertThat(customers.moved("de").join()).isEqualTo("de");

          assertThat(customers.of(7, "de")).isEqualTo("de 3");
          assertThat(customers.of(8, "fr")).isEqualTo("fr 2");
        });
  }

  @Test
  void values_ofAPutOfACollectionAndOfAFuture_goByTheirTags() throws IOException {
    with(
        customers -> {
          assertThat(customers.renewed(7)).isEqualTo("no 1");
          assertThat(customers.countries(7)).contains("2");
          assertThat(customers.later(7).join()).isEqualTo("later 3");
          assertThat(customers.of(7, "de")).isEqualTo("no 1");
          assertThat(customers.later(7).join()).isEqualTo("later 3");
          customers.changed(7, false);

          assertThat(customers.of(7, "de")).isEqualTo("de 4");
          assertThat(customers.countries(7)).contains("5");
          assertThat(customers.later(7).join()).isEqualTo("later 6");
        });
  }

  @Test
  void values_ofJCachesAnnotations_goByTheirTags() throws IOException {
    with(
        customers -> {
          assertThat(customers.result(7)).isEqualTo("result 1");
          assertThat(customers.result(7)).isEqualTo("result 1");
          customers.changed(7, false);
          assertThat(customers.result(7)).isEqualTo("result 2");
          customers.replace(7, "replaced");
          assertThat(customers.result(7)).isEqualTo("replaced");
          customers.changed(7, false);
          assertThat(customers.result(7)).isEqualTo("result 3");
        });
  }

  @Test
  void method_thatFails_dropsNothing() throws IOException {
    with(
        customers -> {
          customers.of(7, "de");
          assertThatThrownBy(() -> customers.changed(7, true)).hasMessage("meant to fail");

          assertThat(customers.of(7, "de")).isEqualTo("de 1");
          assertThat(customers.plain(7)).isEqualTo(customers.plain(7));
        });
  }

  @Test
  void expression_thatIsNoneOrFails_isRefusedWithItsMethod() throws IOException {
    String here = "@CacheTags of " + Customers.class.getName();
    with(
        customers -> {
          assertThatThrownBy(() -> customers.broken(7))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(here + ".broken: \"#result.nonsense\" ");
          assertThatThrownBy(() -> customers.unreadable(7))
              .isInstanceOf(ConfigurationException.class)
              .hasMessageContaining(here + ".unreadable: \"'customer:' +\" ");
          assertThatThrownBy(() -> customers.alone(7))
              .isInstanceOf(ConfigurationException.class)
              .hasMessageContaining(here + ".alone: sync is not allowed");
        });
  }
}
