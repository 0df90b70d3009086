package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.util.function.Function;
import org.entresol.web.route.RouteHandler;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of answers that handlers have others write, on every server. */
abstract class DispatchContract extends OnServer {

  @Test
  void forward_byTheContext_isKeptWithTheRoute() {
    Client client =
        shop((request, response) -> {
              if (request.getDispatcherType() == DispatcherType.FORWARD) {
                response.getWriter().write("forwarded");
              } else {
                request
                    .getServletContext()
                    .getRequestDispatcher("/inner")
                    .forward(request, response);
              }
            })
            .client();

    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
    assertThat(client.get(PATH).isHit()).isTrue();
  }

  @Test
  void forward_ofWhatIsNotKept_arrives() {
    Client client =
        shop((request, response) -> {
              if (request.getDispatcherType() == DispatcherType.FORWARD) {
                response.setHeader("Cache-Control", "no-store");
                response.getWriter().write("forwarded");
              } else {
                request.getRequestDispatcher("/inner").forward(request, response);
              }
            })
            .client();

    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
    assertThat(client.get(PATH).text()).isEqualTo("forwarded");
  }

  @Test
  void include_thatReleasesTheAnswer_leavesItsHead() {
    Client client =
        shop((request, response) -> {
              if (request.getDispatcherType() == DispatcherType.INCLUDE) {
                request.getCookies();
                response.setStatus(404);
                response.getWriter().write("inner");
              } else {
                response.setStatus(203);
                response.setContentType("text/plain;charset=UTF-8");
                response.setHeader("Cache-Control", "private");
                response.getWriter().write("outer ");
                request.getRequestDispatcher("/inner").include(request, response);
              }
            })
            .client();

    Answer released = client.get(PATH, "Cookie: a=b");

    assertThat(released.text()).isEqualTo("outer inner");
    assertThat(released.status()).isEqualTo(203);
    assertThat(released.field("Cache-Control")).isEqualTo("private");
    assertThat(released.field("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
  }

  @Test
  void include_thatSaysSomethingOfTheHead_isNotHeard() {
    Client client =
        shop((request, response) -> {
              if (request.getDispatcherType() == DispatcherType.INCLUDE) {
                response.setStatus(404);
                response.setHeader("X-Inner", "said");
                response.sendError(500);
                response.getWriter().write("inner");
              } else {
                response.getWriter().write("outer ");
                request.getRequestDispatcher("/inner").include(request, response);
                response.setHeader("X-Outer", "said");
              }
            })
            .client();
    client.get(PATH);

    Answer kept = client.get(PATH);

    assertThat(kept.isHit()).isTrue();
    assertThat(kept.text()).isEqualTo("outer inner");
    assertThat(kept.field("X-Inner")).isEmpty();
    assertThat(kept.field("X-Outer")).isEqualTo("said");
  }

  @Test
  void forward_withParameters_handsThemOverBesideThoseThatCount() {
    Client client =
        shop(
                policy -> policy.query("page"),
                (request, response) -> {
                  if (request.getDispatcherType() == DispatcherType.FORWARD) {
                    response
                        .getWriter()
                        .write(
                            "%s %s %s %s"
                                .formatted(
                                    request.getParameter("page"),
                                    request.getParameter("size"),
                                    request.getParameter("utm"),
                                    request.getQueryString()));
                  } else {
                    request.getRequestDispatcher("/inner?size=2&page=9").forward(request, response);
                  }
                })
            .client();

    Answer forwarded = client.get(PATH + "?page=1&utm=evil");

    assertThat(forwarded.text()).startsWith("9 2 null size=2&page=9").doesNotContain("evil");
  }

  @Test
  void answer_ofAHandlerThatTheRouteIsNotNamedFor_isNotKept() {
    Client client =
        shop(
                policy -> policy.handler(attributes -> "shop".equals(attributes.apply("handler"))),
                (request, response) -> {
                  request.setAttribute("handler", request.getParameter("by"));
                  response.getWriter().write("page");
                })
            .client();

    assertThat(client.get(PATH + "?by=shop").cacheStatus()).endsWith("stored");
    assertThat(client.get(PATH + "?by=other").cacheStatus()).endsWith("detail=handler");
    assertThat(client.get(PATH + "?by=other").cacheStatus()).endsWith("remembered");
  }

  /** Told by an attribute. */
  private static final class ByTheShop implements RouteHandler {
    @Override
    public boolean hasRendered(Function<String, @Nullable Object> attributes) {
      return "shop".equals(attributes.apply("handler"));
    }

    @Override
    public boolean isOther(String attribute, Object value) {
      return attribute.equals("handler") && !value.equals("shop");
    }
  }

  @Test
  void handler_thatTheRouteIsNotNamedFor_seesAllParameters() {
    Client client =
        shop(
                policy -> policy.query("page").handler(new ByTheShop()),
                (request, response) -> {
                  String hidden = request.getParameter("by");
                  request.setAttribute("handler", "other");
                  response
                      .getWriter()
                      .write(
                          "%s %s %s"
                              .formatted(
                                  hidden, request.getParameter("by"), request.getQueryString()));
                })
            .client();

    assertThat(client.get(PATH + "?by=other").text()).startsWith("null other by=other");
  }

  @Test
  void include_ofAHandlerThatTheRouteIsNotNamedFor_isNoneOfTheAnswer() {
    Client client =
        shop(
                policy -> policy.handler(new ByTheShop()),
                (request, response) -> {
                  if (request.getDispatcherType() == DispatcherType.INCLUDE) {
                    request.setAttribute("handler", "other");
                    request.setAttribute("handler", "shop");
                  } else {
                    request.setAttribute("handler", "shop");
                    request.getRequestDispatcher("/inner").include(request, response);
                    response.getWriter().write("page");
                  }
                })
            .client();

    assertThat(client.get(PATH).cacheStatus()).endsWith("stored");
  }

  @Test
  void include_withParameters_handsThemOverWhileItLasts() {
    Client client =
        shop(
                policy -> policy.query("page"),
                (request, response) -> {
                  response.getWriter().write(String.join(",", request.getParameterMap().keySet()));
                  if (request.getDispatcherType() != DispatcherType.INCLUDE) {
                    response.getWriter().write(" ");
                    request.getRequestDispatcher("/inner?size=2").include(request, response);
                    response.getWriter().write(" " + request.getParameter("size"));
                  }
                })
            .client();

    String text = client.get(PATH + "?page=1&utm=evil").text();

    assertThat(text).matches("page (size,page|page,size) null");
  }
}
