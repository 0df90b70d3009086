package org.entresol.web.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.site.Client;
import org.entresol.web.site.Page;
import org.entresol.web.site.Shop;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.AfterEach;

/** A shop with users who say in fields who they are, which only its own filter reads. */
abstract class VisitedShop {
  static final String PATH = "/products/7";

  /** Where an application's own framework may have the user, past any request. */
  static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  final AtomicInteger renderings = new AtomicInteger();
  private final List<Shop> shops = new ArrayList<>();

  @AfterEach
  void closeShops() {
    shops.forEach(Shop::close);
  }

  final Client client(UnaryOperator<RoutePolicy.Builder> policy, Page page) {
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

  /** Greets who is logged in, in each of the ways in which an application may know. */
  static void greet(HttpServletRequest request, HttpServletResponse response) throws IOException {
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
