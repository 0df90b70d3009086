package org.entresol.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the manual lead somewhere: to files that there are, and to headings in them. */
@Tag("unit")
class PageTest {

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_ofAPage_leadSomewhere(Page page) {
    assertThat(page.links()).allMatch(page::leadsTo);
  }
}
