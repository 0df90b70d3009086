package org.entresol.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which answers are stamped before they are sent. */
@Tag("unit")
class StampedResponseTest {
  private final List<String> done = new ArrayList<>();
  private StampedResponse response;

  @BeforeEach
  void begin() {
    response =
        new StampedResponse(
            (HttpServletResponse)
                Proxy.newProxyInstance(
                    HttpServletResponse.class.getClassLoader(),
                    new Class<?>[] {HttpServletResponse.class},
                    (proxy, method, arguments) -> {
                      done.add(method.getName() + (arguments == null ? "" : List.of(arguments)));
                      return method.getReturnType() == boolean.class ? false : null;
                    }),
            "Token",
            () -> "a");
  }

  @Test
  void redirect_asOfServlet61_isStamped() throws IOException {
    response.sendRedirect("/there", 303);

    assertThat(done)
        .containsSubsequence(
            "setStatus[303]", "setHeader[Location, /there]", "setHeader[Token, a]", "flushBuffer");
  }

  @Test
  void redirect_asOfServlet61ThatKeepsTheContent_isStamped() throws IOException {
    response.sendRedirect("/there", false);

    assertThat(done)
        .doesNotContain("resetBuffer")
        .containsSubsequence("setStatus[302]", "setHeader[Token, a]", "flushBuffer");
  }
}
