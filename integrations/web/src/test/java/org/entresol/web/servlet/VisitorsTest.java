package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is one visitor's own is not given to others. */
@Tag("unit")
class VisitorsTest extends VisitedShop {

  @Test
  void token_thatTheHandlerReads_isNotGivenToOthers() {
    Client client =
        client(
            policy -> policy,
            (request, response) ->
                response.getWriter().write("token " + request.getAttribute("_csrf")));

    Answer own = client.get(PATH, "Test-Token: t1");

    assertThat(own.text()).isEqualTo("token t1");
    assertThat(own.cacheStatus()).endsWith("detail=personal");
    assertThat(client.get(PATH).text()).isEqualTo("token null");
  }

  @Test
  void session_ofWhichTheHandlerReads_isNotGivenToOthers() {
    Client client =
        client(
            policy -> policy,
            (request, response) -> {
              if (request.getRequestURI().equals("/login")) {
                request.getSession().setAttribute("cart", "full");
              }
              HttpSession session = request.getSession(false);
              Object cart = session == null ? null : session.getAttribute("cart");
              response.getWriter().write("cart " + cart);
            });
    String cookie = client.get("/login").field("Set-Cookie").split(";", 2)[0];

    Answer own = client.get(PATH, "Cookie: " + cookie);

    assertThat(own.text()).isEqualTo("cart full");
    assertThat(own.cacheStatus()).endsWith("detail=personal");
    assertThat(client.get(PATH).text()).isEqualTo("cart null");
  }

  @Test
  void page_thatIsPersonalByACookie_isStillKeptForOthers() {
    Client client = client(policy -> policy, VisitedShop::greet);

    Answer own = client.get("/products/2", "Cookie: login=ann");
    Answer other = client.get("/products/2");

    assertThat(own.cacheStatus()).endsWith("detail=personal");
    assertThat(other.cacheStatus()).endsWith("stored");
  }

  @Test
  void session_ofWhichNothingIsRead_doesNotHinder() {
    Client client =
        client(
            policy -> policy,
            (request, response) -> {
              if (request.getRequestURI().equals("/login")) {
                request.getSession();
              }
              request.getSession(false);
              response.getWriter().write("page");
            });
    String cookie = client.get("/login").field("Set-Cookie").split(";", 2)[0];

    client.get(PATH, "Cookie: " + cookie);

    assertThat(client.get(PATH).isHit()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void pages_ofLoggedInUsers_neverReachAnother(long seed) {
    neverReachAnother(seed, policy -> policy);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  void pages_ofLoggedInUsersThatAreKept_neverReachAnother(long seed) {
    neverReachAnother(seed, policy -> policy.byPrincipal(true));
  }

  private void neverReachAnother(long seed, UnaryOperator<RoutePolicy.Builder> policy) {
    Client client = client(policy, VisitedShop::greet);
    Random random = new Random(seed);
    int hits = 0;
    for (int i = 0; i < 400; i++) {
      String user = "user" + random.nextInt(4);
      boolean known = random.nextInt(3) > 0;
      List<String> lines = known ? credentials(user, random) : new ArrayList<>();
      if (random.nextInt(4) == 0) {
        lines.add("Accept-Language: " + (random.nextBoolean() ? "de" : "fr"));
      }
      if (random.nextInt(4) == 0) {
        lines.add("X-Noise: user" + random.nextInt(4));
      }
      String path = "/products/" + random.nextInt(7);
      Answer answer = client.get(path, lines.toArray(String[]::new));
      hits += answer.isHit() ? 1 : 0;
      String others = answer.text().replace(known ? user : "nobody", "");
      assertThat(others)
          .as("seed %d, request %d: %s %s", seed, i, path, lines)
          .doesNotContain("user");
    }
    assertThat(hits).as("the filter keeps something").isPositive();
  }

  private static List<String> credentials(String user, Random random) {
    List<String> lines = new ArrayList<>();
    switch (random.nextInt(5)) {
      case 0 -> lines.add("Test-User: " + user);
      case 1 -> lines.add("Authorization: Bearer " + user);
      case 2 -> lines.add("Cookie: login=" + user);
      case 3 -> lines.add("X-Auth-Request-User: " + user);
      default -> {
        lines.add("Test-User: " + user);
        lines.add("Cookie: login=" + user);
      }
    }
    return lines;
  }
}
