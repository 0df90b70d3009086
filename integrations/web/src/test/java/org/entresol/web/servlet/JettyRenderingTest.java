package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.entresol.web.site.Client;
import org.entresol.web.site.JettySite;
import org.entresol.web.site.Shop;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Renderings on Jetty. */
@Tag("unit")
class JettyRenderingTest extends RenderingContract {
  @Override
  Site.Kind kind() {
    return JettySite::new;
  }

  // ---- hosts that other servers refuse

  @Test
  void request_thatNoUriCanSay_dropsWhatItHasChanged() {
    Client client =
        shop((request, response) -> response.getWriter().write("page " + renderings)).client();
    String host = "Host: my_shop.test:81";
    client.get(PATH, host);

    client.send("POST", PATH, "a=b", host);

    assertThat(client.get(PATH, host).text()).isEqualTo("page 3");
  }

  @Test
  void purge_ofAHostThatIsNoneToAUri_dropsItsAnswers() {
    Shop shop = shop((request, response) -> response.getWriter().write("page " + renderings));
    shop.client().get(PATH, "Host: my_shop.test:81");

    shop.routes().purge(URI.create("http://my_shop.test:81" + PATH));

    assertThat(shop.client().get(PATH, "Host: my_shop.test:81").text()).isEqualTo("page 2");
  }
}
