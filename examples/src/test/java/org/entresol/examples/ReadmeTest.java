package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.entresol.testing.Quotation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and the manual quote is the code that runs. */
@Tag("unit")
class ReadmeTest {

  private static final Path SOURCES = Path.of("src/main/java/org/entresol/examples");
  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @CsvSource({
    "README.md, quickstart, Quickstart.java",
    "README.md, shared-cache, SharedCache.java",
    "src/site/markdown/invalidation.md, tags, Tags.java",
    "src/site/markdown/invalidation.md, expire-tags, Tags.java",
    "src/site/markdown/invalidation.md, patterns, Tags.java",
    "src/site/markdown/routes.md, route-cache, ShopPages.java",
    "src/site/markdown/configuration.md, codec, Quotes.java",
    "src/site/markdown/operations.md, beside-caches, BesideCaches.java",
    "src/site/markdown/disk.md, persistent-cache, PersistentCache.java",
    "src/site/markdown/writing.md, write-behind, WriteBehind.java",
    "src/site/markdown/writing.md, fenced-writer, StockTable.java",
  })
  void page_quotation_isTheCodeThatRuns(String page, String mark, String file) throws IOException {
    Quotation quotation = new Quotation(mark);

    assertThat(quotation.in(ROOT.resolve(page)))
        .containsExactly(quotation.code(SOURCES.resolve(file)));
  }
}
