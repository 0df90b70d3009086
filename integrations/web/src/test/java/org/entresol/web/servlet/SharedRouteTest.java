package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.entresol.web.CacheTags;
import org.entresol.web.site.Node;
import org.entresol.web.site.Scene;
import org.entresol.web.site.SharedRouteContract;
import org.entresol.web.site.Shop;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.Tag;

@Tag("server")
class SharedRouteTest extends SharedRouteContract {

  @Override
  protected Node open(URI configuration) {
    return new Shop(TomcatSite::new, configuration, List.of(), policy -> policy, this::render);
  }

  private void render(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Scene scene = next();
    if (scene.waits()) {
      awaitGo();
    }
    scene.fields().forEach(response::setHeader);
    scene.tags().forEach(tag -> CacheTags.add(request, tag));
    response.getWriter().write(scene.text());
  }
}
