package org.entresol.web.site;

import jakarta.servlet.Filter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.entresol.web.ServletRoutes;
import org.entresol.web.route.RoutePolicy;

/** A node of a site on a server of servlets. */
public final class Shop extends Node {
  private final Site site;

  public Shop(Site.Kind kind, Filter before, UnaryOperator<RoutePolicy.Builder> policy, Page page) {
    this(kind, URI.create("entresol:default"), List.of(before), policy, page);
  }

  public Shop(
      Site.Kind kind,
      URI configuration,
      List<Filter> before,
      UnaryOperator<RoutePolicy.Builder> policy,
      Page page) {
    super(configuration, policy, UnaryOperator.identity());
    List<Filter> filters = new ArrayList<>(before);
    filters.add(ServletRoutes.filter(routes()));
    site = kind.start(filters, page);
  }

  @Override
  public int port() {
    return site.port();
  }

  @Override
  public void close() {
    site.close();
    super.close();
  }
}
