package org.entresol.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.entresol.examples.Quotes.Quote;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class QuotesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void run_quote_liesThereAsAText() throws IOException {
    assertThat(Quotes.run(folder)).isEqualTo(new Quote("ACME", 1250));

    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    assertThat(all).contains("ACME=1250").contains("quote-1");
  }
}
