package org.entresol.web.servlet;

import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.site.Page;
import org.entresol.web.site.Shop;
import org.entresol.web.site.Site;
import org.junit.jupiter.api.AfterEach;

/** A shop on a server, and a client of it. */
abstract class OnServer {
  private static final Filter NOTHING =
      (request, response, chain) -> chain.doFilter(request, response);
  static final String PATH = "/products/7";

  final AtomicInteger renderings = new AtomicInteger();
  private final List<Shop> shops = new ArrayList<>();

  abstract Site.Kind kind();

  Shop shop(UnaryOperator<RoutePolicy.Builder> policy, Page page) {
    return shop(NOTHING, policy, page);
  }

  Shop shop(Filter before, UnaryOperator<RoutePolicy.Builder> policy, Page page) {
    Shop shop =
        new Shop(
            kind(),
            before,
            policy,
            (request, response) -> {
              renderings.incrementAndGet();
              page.render(request, response);
            });
    shops.add(shop);
    return shop;
  }

  Shop shop(Page page) {
    return shop(policy -> policy, page);
  }

  static final Page PLAIN =
      (request, response) -> {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write("page für " + request.getRequestURI());
      };

  @AfterEach
  void closeShops() {
    shops.forEach(Shop::close);
  }
}
