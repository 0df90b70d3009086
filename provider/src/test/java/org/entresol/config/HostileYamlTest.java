package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
@Tag("unit")
final class HostileYamlTest {
  private final Fixture fixture;

  HostileYamlTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private ThrowableAssertAlternative<ConfigurationException> assertFails(String text) {
    return assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(text));
  }

  @Test
  void load_billionLaughs_failsAtTheFirstAlias() {
    StringBuilder text = new StringBuilder("caches:\n  a0: &a0 [lol, lol]\n");
    for (int i = 1; i < 40; i++) {
      text.append("  a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)));
    }

    assertFails(text.toString())
        .withMessageContaining("entresol.yaml:3:7: caches.a1[0]: an alias of a list or section");
  }

  @Test
  void load_listInsideItself_fails() {
    assertFails("caches: { c: { immutable: &a [*a] } }")
        .withMessageContaining("caches.c.immutable[0]: an alias of a list or section");
  }

  @Test
  void load_sectionInsideItself_fails() {
    assertFails("caches: &a { c: *a }").withMessageContaining("caches.c: an alias of a list or");
  }

  @Test
  void load_sectionAsItsOwnKey_fails() {
    assertFails("&a { *a : 5 }").withMessageContaining("entresol.yaml:1:1");
  }

  @Test
  void load_aliasOfAText_isAllowed() {
    ManagerConfiguration read =
        fixture.load("caches: { c: { key: &a java.lang.Long, value: *a } }");

    assertThat(read.namedCaches().get("c")).hasFieldOrPropertyWithValue("valueType", Long.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "namespace: !!javax.script.ScriptEngineManager [ !!java.net.URL [ \"http://x/\" ] ]",
        "namespace: !!java.lang.String shop",
        "namespace: !own shop",
        "namespace: !!binary c2hvcA==",
        "!!set { namespace }",
        "caches: !!omap [ c: {} ]",
        "!!java.util.HashMap { namespace: shop }",
        "? !!java.io.File [x]\n: y"
      })
  void load_tag_failsWithTheTag(String text) {
    assertFails(text)
        .withMessageMatching(
            "(?s).*entresol.yaml:1:\\d+: .*(the tag \\S+ is not allowed; allowed: no tags|not plain"
                + " YAML: Global tag is not allowed: \\S+)");
  }

  @Test
  void load_fileOfTenMegabytes_failsUnread() {
    assertFails("# 0123456789\n".repeat(800_000))
        .withMessageContaining("entresol.yaml\": the file is larger than 1048576 bytes");
  }

  @Test
  void load_fileOfOneMegabyte_isRead() {
    String start = "namespace: found\n";

    assertThat(fixture.load(start + "#".repeat((1 << 20) - start.length())).namespace())
        .isEqualTo("found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  void load_deepNesting_fails(String opening) {
    assertFails(opening.repeat(100_000)).withMessageContaining("not plain YAML: ");
  }

  @Test
  void load_valueOfManyLetters_isShownInPart() {
    assertFails("namespace: " + "ä".repeat(100_000))
        .withMessageContaining("ä".repeat(80) + "…\" is not allowed");
  }

  @Test
  void load_manyDigits_fails() {
    assertFails("defaults: { heap: { max-entries: " + "9".repeat(500_000) + " } }")
        .withMessageContaining("is too large; allowed: a whole number from 1 on");
  }
}
