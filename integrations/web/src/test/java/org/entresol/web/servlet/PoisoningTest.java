package org.entresol.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Page;
import org.entresol.web.site.Shop;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried from outside to have something given to others that was made for one. */
@Tag("unit")
class PoisoningTest {
  private static final String PATH = "/products/7";

  /** Where an application's own framework may have the user, past any request. */
  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private final AtomicInteger renderings = new AtomicInteger();
  private final List<Shop> shops = new ArrayList<>();

  @AfterEach
  void closeShops() {
    shops.forEach(Shop::close);
  }

  private Client client(UnaryOperator<RoutePolicy.Builder> policy, Page page) {
    Shop shop =
        new Shop(
            TomcatSite::new,
            (request, response, chain) -> {
              HttpServletRequest asked = (HttpServletRequest) request;
              asked.setAttribute("_csrf", asked.getHeader("Test-Token"));
              CURRENT.set(asked.getHeader("Test-User"));
              chain.doFilter(new LoggedIn(asked), response);
            },
            policy,
            (request, response) -> {
              renderings.incrementAndGet();
              page.render(request, response);
            });
    shops.add(shop);
    return shop.client();
  }

  /** A request whose user is named in a field that only this test's filter reads. */
  private static final class LoggedIn extends HttpServletRequestWrapper {
    private LoggedIn(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getServerName() {
      String host = super.getHeader("Test-Host");
      return host == null ? super.getServerName() : host;
    }

    @Override
    @SuppressWarnings("NullAway") // a container gives null for nobody
    public String getAuthType() {
      return super.getHeader("Test-Auth");
    }

    @Override
    public boolean isUserInRole(String role) {
      return role.equals(super.getHeader("Test-Role"));
    }

    @Override
    @SuppressWarnings("NullAway") // a container gives null for nobody
    public Principal getUserPrincipal() {
      String name = super.getHeader("Test-User");
      return name == null ? null : () -> name;
    }
  }

  // ---- what is no part of the key

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Prefix",
        "Forwarded",
        "X-Host",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-Auth-User",
        "X-Consumer-Username",
        "X-Forwarded",
        "Referer",
        "Content-Type",
        "Cache-Control",
        "X-Anything"
      })
  void field_thatIsNoPartOfTheKey_isNotGivenToOthers(String field) {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().write("link " + request.getHeader(field)));

    Answer poisoned = client.get(PATH, field + ": evil.test");
    Answer victim = client.get(PATH);

    assertThat(poisoned.text()).isEqualTo("link evil.test");
    assertThat(poisoned.cacheStatus()).endsWith("detail=unkeyed");
    assertThat(victim.text()).isEqualTo("link null");
    assertThat(client.get(PATH, field + ": evil.test").isHit()).isTrue();
  }

  @Test
  void field_thatIsNamedByThePolicy_isAPartOfTheKey() {
    Client client =
        client(
            policy -> policy.vary("X-Forwarded-Proto"),
            (request, response) ->
                response.getWriter().write(request.getHeader("X-Forwarded-Proto")));
    client.get(PATH, "X-Forwarded-Proto: http");
    client.get(PATH, "X-Forwarded-Proto: https");

    Answer secure = client.get(PATH, "X-Forwarded-Proto: https");

    assertThat(secure.isHit()).isTrue();
    assertThat(secure.text()).isEqualTo("https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Origin",
        "User-Agent",
        "X-Requested-With"
      })
  void field_thatIsNegotiatedAndRead_tellsAnswersApartWithoutBeingSaid(String field) {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().write("as " + request.getHeader(field)));
    Answer poisoned = client.get(PATH, field + ": evil");

    assertThat(poisoned.fields().get("vary")).containsExactly(field.toLowerCase(Locale.ROOT));
    assertThat(client.get(PATH).text()).isEqualTo("as null");
    assertThat(client.get(PATH, field + ": good").text()).isEqualTo("as good");
    assertThat(client.get(PATH).isHit()).isTrue();
    assertThat(client.get(PATH, field + ": evil").isHit()).isTrue();
  }

  @Test
  void field_thatWasMissing_tellsAnswersApart() {
    Client client =
        client(
            policy -> policy,
            (request, response) ->
                response.getWriter().write("as " + request.getHeader("Accept-Language")));
    client.get(PATH);

    assertThat(client.get(PATH, "Accept-Language: de").text()).isEqualTo("as de");
  }

  @Test
  void locale_thatIsRead_tellsAnswersApart() {
    Client client =
        client(
            policy -> policy,
            (request, response) ->
                response
                    .getWriter()
                    .write(
                        request.getRequestURI().equals(PATH)
                            ? "in " + request.getLocale()
                            : "in " + request.getLocales().nextElement()));
    for (String path : List.of(PATH, "/products/8")) {
      client.get(path, "Accept-Language: xx");

      assertThat(client.get(path, "Accept-Language: de").text()).isEqualTo("in de");
      assertThat(client.get(path, "Accept-Language: de").isHit()).isTrue();
    }
  }

  /** What a handler reads of a request that is not the same for everybody. */
  private static Object read(HttpServletRequest request, String what)
      throws IOException, ServletException {
    return switch (what) {
      case "address" -> request.getRemoteAddr();
      case "host" -> request.getRemoteHost();
      case "port" -> request.getRemotePort();
      case "names" -> Collections.list(request.getHeaderNames());
      case "date" -> request.getDateHeader("X-Date");
      case "type" -> request.getContentType();
      case "charset" -> String.valueOf(request.getCharacterEncoding());
      case "stream" -> request.getInputStream().read();
      case "reader" -> request.getReader().read();
      default -> throw new IllegalArgumentException(what);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "address, unkeyed",
    "host, unkeyed",
    "port, unkeyed",
    "names, unkeyed",
    "date, unkeyed",
    "type, unkeyed",
    "charset, unkeyed",
    "stream, body",
    "reader, body"
  })
  void rendering_thatReadWhatIsNotTheSameForEverybody_isNotKept(String what, String why) {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().write("read " + read(request, what)));

    Answer own =
        client.get(
            PATH, "X-Date: Sun, 06 Nov 1994 08:49:37 GMT", "Content-Type: text/evil;charset=utf-8");

    assertThat(own.text()).startsWith("read ");
    assertThat(own.cacheStatus()).endsWith("detail=" + why);
    assertThat(client.get(PATH).isHit()).isFalse();
  }

  @Test
  void role_ofAUser_isNotGivenToOthers() {
    Client client =
        client(
            policy -> policy.byPrincipal(true),
            (request, response) ->
                response.getWriter().write("admin " + request.isUserInRole("admin")));

    Answer admin = client.get(PATH, "Test-User: ann", "Test-Role: admin");
    Answer demoted = client.get(PATH, "Test-User: ann");

    assertThat(admin.text()).isEqualTo("admin true");
    assertThat(admin.cacheStatus()).endsWith("detail=principal");
    assertThat(demoted.text()).isEqualTo("admin false");
    client.get(PATH);
    assertThat(client.get(PATH).text()).isEqualTo("admin false");
  }

  @Test
  void users_ofTheSameName_areToldApartByTheirAuthentication() {
    Client client = client(policy -> policy.byPrincipal(true), PoisoningTest::authenticated);

    client.get(PATH, "Test-User: ann", "Test-Auth: basic");

    assertThat(client.get(PATH, "Test-User: ann", "Test-Auth: token").isHit()).isFalse();
    Answer own = client.get(PATH, "Test-User: ann", "Test-Auth: basic");
    assertThat(own.isHit()).isTrue();
    assertThat(own.field("Cache-Control")).isEqualTo("private, max-age=60");
  }

  private static void authenticated(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "public, max-age=60");
    response.getWriter().write("by " + request.getAuthType());
  }

  @Test
  void user_withoutAName_isNotTakenForNobody() {
    Client client = client(policy -> policy.byPrincipal(true), PoisoningTest::greet);

    Answer nameless = client.get("/products/0", "Test-User:");

    assertThat(nameless.cacheStatus()).endsWith("detail=principal");
  }

  @Test
  void host_ofTheRequest_isAPartOfTheKey() {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().print(request.getRequestURL()));
    client.get(PATH, "Host: evil.test");
    client.get(PATH, "Host: shop.test:81");

    assertThat(client.get(PATH).text()).isEqualTo("http://shop.test" + PATH);
  }

  @Test
  void host_thatIsNotTheOneOfTheKey_isNotGivenToOthers() {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().write("on " + request.getHeader("Host")));

    Answer poisoned = client.get(PATH, "Host: evil.test", "Test-Host: shop.test");

    assertThat(poisoned.cacheStatus()).endsWith("detail=unkeyed");
    assertThat(client.get(PATH).text()).isEqualTo("on shop.test");
    assertThat(client.get(PATH).isHit()).isTrue();
  }

  @Test
  void parameters_cloakedOrDoubled_areReadAsTheHandlerReadsThem() {
    Client client =
        client(
            policy -> policy.query("page"),
            (request, response) ->
                response
                    .getWriter()
                    .write(
                        String.join(",", request.getParameterMap().keySet())
                            + String.join(",", request.getParameterValues("page"))
                            + request.getQueryString()));
    client.get(PATH + "?page=1;page=evil");
    client.get(PATH + "?page=1&page=evil");
    client.get(PATH + "?page=evil&page=1");
    client.get(PATH + "?page=1%26page=evil");
    client.get(PATH + "?%70age=1&utm=evil");

    Answer victim = client.get(PATH + "?page=1");

    assertThat(victim.text()).isEqualTo("page1page=1");
    assertThat(victim.isHit()).isTrue();
    assertThat(renderings).hasValue(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/products/%2e%2e/account",
        "/products/..;/account",
        "/products/x;a=b",
        "/products//7",
        "/products/./7",
        "/products/%2f..%2faccount",
        "/products/7%00.css"
      })
  void path_thatCanBeReadInSeveralWays_isNeverKept(String path) {
    Client client =
        client(policy -> policy, (request, response) -> response.getWriter().write("page"));

    client.get(path);

    assertThat(client.get(path).cacheStatus()).isEmpty();
  }

  @Test
  void request_withContent_isNotKept() {
    Client client =
        client(
            policy -> policy,
            (request, response) ->
                response
                    .getWriter()
                    .write("page " + new String(request.getInputStream().readAllBytes(), UTF_8)));

    Answer fat =
        client.send("GET", PATH, "a=evil", "Content-Type: application/x-www-form-urlencoded");

    assertThat(fat.text()).isEqualTo("page a=evil");
    assertThat(client.get(PATH).text()).isEqualTo("page ");
  }

  @Test
  void fields_thatAreTooLarge_leaveTheAnswerOfOthersAlone() {
    Client client =
        client(policy -> policy, (request, response) -> response.getWriter().write("page"));

    Answer refused = client.get(PATH, "X-Large: " + "x".repeat(20_000));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(client.get(PATH).text()).isEqualTo("page");
  }

  // ---- what is one visitor's own

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
    Client client = client(policy -> policy, PoisoningTest::greet);

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
    Client client = client(policy, PoisoningTest::greet);
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

  /** Greets who is logged in, in each of the ways in which an application may know. */
  private static void greet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringBuilder page = new StringBuilder("hello ");
    char way = request.getRequestURI().charAt("/products/".length());
    if (way == '0' || way == '5') {
      Principal principal = request.getUserPrincipal();
      page.append(principal == null ? "" : principal.getName());
    }
    if (way == '1' || way == '5') {
      page.append(request.getHeader("Authorization"));
    }
    if (way == '2' && request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        page.append(cookie.getValue());
      }
    }
    if (way == '3') {
      page.append(request.getHeader("X-Auth-Request-User"));
    }
    if (way == '4') {
      response.setHeader("Vary", "Accept-Language");
      page.append(request.getHeader("cookie")).append(request.getHeader("Accept-Language"));
    }
    if (way == '5') {
      response.setHeader("Cache-Control", "public, max-age=600");
    }
    if (way == '6') {
      page.append(CURRENT.get());
    }
    response.getWriter().write(page.toString());
  }
}
