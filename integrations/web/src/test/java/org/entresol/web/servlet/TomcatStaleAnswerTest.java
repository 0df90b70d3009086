package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.Tag;

/** Answers past their time on Tomcat. */
@Tag("unit")
class TomcatStaleAnswerTest extends StaleAnswerContract {
  @Override
  Site.Kind kind() {
    return TomcatSite::new;
  }
}
