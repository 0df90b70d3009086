package org.entresol.applications.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.entresol.testing.Quotation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the manual quotes is the code that runs. */
@Tag("unit")
class ManualTest {

  private static final Path SOURCES = Path.of("src/test/java/org/entresol/applications/peers");
  private static final Path PAGE = Path.of("../../src/site/markdown/migrating.md");

  @ParameterizedTest
  @CsvSource({
    "from-ehcache, FromEhcacheTest.java",
    "ehcache-now, FromEhcacheTest.java",
    "from-caffeine, FromCaffeineTest.java",
    "caffeine-now, FromCaffeineTest.java",
    "from-hazelcast, FromHazelcastTest.java",
    "hazelcast-now, FromHazelcastTest.java",
    "from-redisson, FromRedissonTest.java",
    "redisson-now, FromRedissonTest.java",
    "from-spring, FromSpringRedisTest.java",
  })
  void page_quotation_isTheCodeThatRuns(String mark, String file) throws IOException {
    Quotation quotation = new Quotation(mark);

    assertThat(quotation.in(PAGE)).containsExactly(quotation.code(SOURCES.resolve(file)));
  }
}
