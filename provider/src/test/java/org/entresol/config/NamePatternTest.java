package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class NamePatternTest {

  @ParameterizedTest
  @CsvSource({
    "default-*, default-query",
    "default-*, default-",
    "*, anything",
    "*, ''",
    "*-by-id, user-by-id",
    "com.*.Order*, com.acme.OrderLine",
    "a**b, ab",
    "a*b*c, a-b-b-c",
    "'(*', (["
  })
  void matches_fittingName_isTrue(String pattern, String name) {
    assertThat(new NamePattern(pattern).matches(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "default-*, default",
    "default-*, my-default-query",
    "*-by-id, user-by-id-2",
    "com.*.Order*, com.Order",
    "default-*, Default-query",
    "a.*, ab"
  })
  void matches_otherName_isFalse(String pattern, String name) {
    assertThat(new NamePattern(pattern).matches(name)).isFalse();
  }

  @Test
  void matches_nameWithLineBreak_isTrue() {
    assertThat(new NamePattern("a*").matches("a\nb")).isTrue();
  }

  @Test
  void bySpecificity_patterns_goFromGeneralToSpecial() {
    List<String> sorted =
        Stream.of("page-*", "*", "page-home-*", "*-home-page-of-all", "p*", "p*e")
            .map(NamePattern::new)
            .sorted(NamePattern.BY_SPECIFICITY)
            .map(NamePattern::text)
            .toList();

    assertThat(sorted)
        .containsExactly("*", "*-home-page-of-all", "p*", "p*e", "page-*", "page-home-*");
  }
}
