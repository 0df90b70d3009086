package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What keys look like. */
@Tag("unit")
class GlobTest {

  private static String any(Random random, String letters, int most) {
    return random
        .ints(random.nextInt(most), 0, letters.length())
        .mapToObj(i -> letters.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  @Test
  void fits_anyTexts_agreesWithARegularExpression() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      String text = any(random, "ab*", 8);
      String key = any(random, "ab", 12);
      Pattern pattern = Pattern.compile(text.replace("*", ".*"));
      assertThat(Glob.of(text).fits(key.getBytes(UTF_8)))
          .as("%s on %s", text, key)
          .isEqualTo(pattern.matcher(key).matches());
    }
  }

  @Test
  void of_wildcardsBesideEachOther_areOne() {
    assertThat(Glob.of("a***b**").text()).isEqualTo("a*b*");
    assertThat(Glob.of("**")).isSameAs(Glob.ALL);
  }
}
