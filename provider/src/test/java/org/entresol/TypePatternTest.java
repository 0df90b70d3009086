package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class TypePatternTest {

  @ParameterizedTest
  @CsvSource({
    "com.acme.Money, com.acme.Money, true",
    "com.acme.Money, com.acme.Money$Unit, false",
    "com.acme.Money, com.acme.Moneybag, false",
    "com.acme.Money$Unit, com.acme.Money$Unit, true",
    "com.acme.*, com.acme.Money, true",
    "com.acme.*, com.acme.Money$Unit, true",
    "com.acme.*, com.acme.bank.Money, false",
    "com.acme.*, com.acmes.Money, false",
    "com.acme.*, com.acme, false",
    "com.acme.**, com.acme.Money, true",
    "com.acme.**, com.acme.bank.Money, true",
    "com.acme.**, com.acmes.Money, false",
    "com.acme.**, org.com.acme.Money, false"
  })
  void matches_className_isDecidedByTheForm(String pattern, String className, boolean matches) {
    assertThat(new TypePattern(pattern).matches(className)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "**",
        ".*",
        ".**",
        "com.acme.",
        "com..acme",
        "com.acme.***",
        "com.*.Money",
        "com.acme.M*",
        "com.acme*",
        "*.Money",
        "com/acme/Money",
        "com.acme.Money[]",
        "1.a",
        " a",
        "hibernat"
      })
  void new_otherForm_failsWithTheAllowedOnes(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TypePattern(text))
        .withMessage(
            "allow: \"%s\" is not allowed; allowed: the full name of a class, or a package with .*"
                + " (its classes) or .** (those below it too), or one of spring, spring-security,"
                + " hibernate, camel, bucket4j, shiro, resilience4j, jcache-annotations, micronaut",
            text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Money", "spring", "spring-security", "a.b_c.Größe", "a.$Proxy1", "a.*", "a.b.**"})
  void new_allowedForm_keepsTheText(String text) {
    assertThat(new TypePattern(text)).hasToString(text);
  }
}
