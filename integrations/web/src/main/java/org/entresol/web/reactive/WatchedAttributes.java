package org.entresol.web.reactive;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.Watch;
import org.entresol.web.route.RouteHandler;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an exchange, of which it is seen whether those are read that belong to one
 * visitor, and whether another handler was chosen than the route is named for. Thread-safe, as far
 * as the attributes are.
 */
final class WatchedAttributes extends AbstractMap<String, Object> {
  /** Where Spring Security leaves what belongs to one visitor. */
  private static final Set<String> PERSONAL =
      Set.of("_csrf", "org.springframework.security.web.server.csrf.CsrfToken");

  private final Map<String, Object> attributes;
  private final RouteHandler handler;
  private final Watch watch;

  WatchedAttributes(Map<String, Object> attributes, RouteHandler handler, Watch watch) {
    this.attributes = attributes;
    this.handler = handler;
    this.watch = watch;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    Object value = key == null ? null : attributes.get(key);
    if (value != null && PERSONAL.contains(key)) {
      watch.see(Refusal.PERSONAL);
    }
    return value;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key != null && attributes.containsKey(key);
  }

  @Override
  public @Nullable Object put(String key, Object value) {
    boolean chosen = handler.hasRendered(attributes::get);
    Object before = attributes.put(key, value);
    if (!chosen && handler.isOther(key, value)) {
      watch.see(Refusal.HANDLER);
    }
    return before;
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    return key == null ? null : attributes.remove(key);
  }

  @Override
  public int size() {
    return attributes.size();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    PERSONAL.forEach(this::get);
    return attributes.entrySet();
  }
}
