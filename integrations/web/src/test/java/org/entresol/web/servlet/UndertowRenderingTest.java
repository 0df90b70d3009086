package org.entresol.web.servlet;

import org.entresol.web.site.Site;
import org.entresol.web.site.UndertowSite;
import org.junit.jupiter.api.Tag;

/** Renderings on Undertow. */
@Tag("unit")
class UndertowRenderingTest extends RenderingContract {
  @Override
  Site.Kind kind() {
    return UndertowSite::new;
  }
}
