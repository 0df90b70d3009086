package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.entresol.EntresolConfiguration;
import org.entresol.config.AllowPlace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the configuration of a cache says of its bytes. */
@Tag("unit")
class CodecsTest {

  record Before(String name) {}

  record Now(String name) {}

  private static <K> Codecs<K> codecs(Class<K> keys) {
    return Codecs.of(
        "orders",
        EntresolConfiguration.builder(keys, String.class)
            .renamed(Map.of(Before.class.getName(), Now.class))
            .build(),
        CodecsTest.class.getClassLoader(),
        new AllowPlace("", "", ""),
        null,
        null);
  }

  @Test
  void decode_keyOfAClassThatMoved_isReadByItsOwnName() {
    byte[] key = codecs(Before.class).keys().encode(new Before("a"));

    assertThat(codecs(Before.class).keys().decode(key)).isEqualTo(new Before("a"));
  }
}
