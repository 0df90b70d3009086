package org.entresol.web.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.entresol.web.http.Headers;
import org.entresol.web.http.HttpDate;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.ReadFields;
import org.entresol.web.render.Watch;
import org.entresol.web.route.KeyedQuery;
import org.entresol.web.route.RouteHandler;
import org.jspecify.annotations.Nullable;

/**
 * The request that an answer is rendered for which may be kept. Its handler sees what the key has:
 * no parameters that do not count, no ranges, and no conditions but those by which what is kept can
 * be validated. What it reads of one visitor's own, or of what is no part of the key, is against
 * keeping the answer.
 */
@SuppressWarnings("NullAway") // what a container gives may be null, as its interface does not say
final class WatchedRequest extends WatchedSource {
  private final HttpServletRequest first;

  /** The parameters as they came: Undertow changes those of the first request by a dispatch. */
  private final Map<String, String[]> came;

  private final @Nullable String cameAsQuery;
  private final KeyedQuery query;
  private final boolean byPrincipal;
  private final Headers conditions;

  private final ReadFields fields;
  private @Nullable CapturedResponse captured;
  private @Nullable Continuation continuation;

  /**
   * Creates it.
   *
   * @param conditions the fields by which the handler is asked whether its answer is what it was,
   *     as long as nothing is against keeping it
   * @param handler who hears all parameters, if it is another
   */
  WatchedRequest(
      HttpServletRequest request,
      KeyedQuery query,
      Set<String> vary,
      boolean byPrincipal,
      Headers conditions,
      RouteHandler handler,
      Watch watch) {
    super(request, handler, watch);
    this.first = request;
    this.cameAsQuery = request.getQueryString();
    this.came = cameAsQuery == null ? Map.of() : Map.copyOf(request.getParameterMap());
    this.query = query;
    this.fields = new ReadFields(vary, watch, this::isKeyedHost);
    this.byPrincipal = byPrincipal;
    this.conditions = conditions;
  }

  /** Says what its answer is written to, and by what that may go on. */
  void answeredBy(CapturedResponse response, Continuation goingOn) {
    captured = response;
    continuation = goingOn;
  }

  private HttpServletRequest original() {
    return (HttpServletRequest) getRequest();
  }

  // ---- fields

  /** What is said in the place of a field that is hidden, or null. */
  private String condition(String name) {
    return conditions().first(name);
  }

  private Headers conditions() {
    boolean asked = watch.refusal() == null && !captured.isCopied() && !captured.isUndecided();
    return asked ? conditions : Headers.NONE;
  }

  /** The fields of its answer, and in their {@code Vary} what was read and they do not name. */
  Headers varied(Headers said) {
    return fields.varied(said);
  }

  /** Whether the field says the host of the key; a proxy or the address may have said another. */
  private boolean isKeyedHost() {
    String said = super.getHeader("Host").toLowerCase(Locale.ROOT);
    String name = getServerName().toLowerCase(Locale.ROOT);
    return said.equals(name) || said.equals(name + ":" + getServerPort());
  }

  @Override
  public String getHeader(String name) {
    if (ReadFields.isHidden(name)) {
      return condition(name);
    }
    String value = super.getHeader(name);
    fields.read(name, value != null);
    return value;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (ReadFields.isHidden(name)) {
      String condition = condition(name);
      return Collections.enumeration(condition == null ? List.of() : List.of(condition));
    }
    Enumeration<String> values = super.getHeaders(name);
    fields.read(name, values.hasMoreElements());
    return values;
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(ReadFields::isHidden);
    names.forEach(name -> fields.read(name, true));
    conditions().forEach((name, value) -> names.add(name));
    return Collections.enumeration(names);
  }

  @Override
  public long getDateHeader(String name) {
    if (ReadFields.isHidden(name)) {
      Instant date = HttpDate.parse(condition(name));
      return date == null ? -1 : date.toEpochMilli();
    }
    fields.read(name, super.getHeader(name) != null);
    return super.getDateHeader(name);
  }

  @Override
  public int getIntHeader(String name) {
    fields.read(name, super.getHeader(name) != null);
    return super.getIntHeader(name);
  }

  @Override
  public Locale getLocale() {
    fields.read("Accept-Language", true);
    return super.getLocale();
  }

  @Override
  public Enumeration<Locale> getLocales() {
    fields.read("Accept-Language", true);
    return super.getLocales();
  }

  @Override
  public String getContentType() {
    String type = super.getContentType();
    fields.read("Content-Type", type != null);
    return type;
  }

  @Override
  public String getCharacterEncoding() {
    fields.read("Content-Type", super.getContentType() != null);
    return super.getCharacterEncoding();
  }

  @Override
  public Cookie[] getCookies() {
    Cookie[] cookies = super.getCookies();
    if (cookies != null && cookies.length > 0) {
      watch.see(Refusal.PERSONAL);
    }
    return cookies;
  }

  // ---- parameters

  /**
   * Those that count, behind those of a forward or an include: Tomcat puts a request between that
   * has them before all of the first one.
   */
  private Map<String, String[]> parameters() {
    if (watch.refusal() == Refusal.HANDLER) {
      return super.getParameterMap();
    }
    if (getRequest() == first && first.getDispatcherType() == DispatcherType.REQUEST) {
      return query.asArrays();
    }
    Map<String, String[]> all = query.asArrays();
    super.getParameterMap()
        .forEach(
            (name, values) -> {
              int own = came.containsKey(name) ? came.get(name).length : 0;
              Stream<String> added = Arrays.stream(values).limit(Math.max(0, values.length - own));
              Stream<String> keyed = query.parameters().getOrDefault(name, List.of()).stream();
              String[] merged = Stream.concat(added, keyed).toArray(String[]::new);
              if (merged.length > 0) {
                all.put(name, merged);
              }
            });
    return all;
  }

  @Override
  public String getQueryString() {
    String said = super.getQueryString();
    boolean hides = watch.refusal() != Refusal.HANDLER && Objects.equals(said, cameAsQuery);
    return hides ? query.text() : said;
  }

  @Override
  public String getParameter(String name) {
    String[] values = parameters().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return parameters();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters().keySet());
  }

  @Override
  public String[] getParameterValues(String name) {
    return parameters().get(name);
  }

  // ---- users and sessions

  private void read(@Nullable Object ofUser) {
    if (ofUser != null && !byPrincipal) {
      watch.see(Refusal.PRINCIPAL);
    }
  }

  @Override
  public Principal getUserPrincipal() {
    Principal principal = super.getUserPrincipal();
    read(principal);
    return principal;
  }

  @Override
  public String getRemoteUser() {
    String user = super.getRemoteUser();
    read(user);
    return user;
  }

  @Override
  public String getAuthType() {
    String type = super.getAuthType();
    read(type);
    return type;
  }

  /** Of what a user may do nothing is in the key, not even where users are told apart. */
  @Override
  public boolean isUserInRole(String role) {
    boolean may = super.isUserInRole(role);
    if (may || super.getUserPrincipal() != null) {
      watch.see(Refusal.PRINCIPAL);
    }
    return may;
  }

  @Override
  public void login(String username, String password) throws ServletException {
    watch.see(Refusal.PRINCIPAL);
    super.login(username, password);
  }

  @Override
  public void logout() throws ServletException {
    watch.see(Refusal.PRINCIPAL);
    super.logout();
  }

  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    watch.see(Refusal.PRINCIPAL);
    return super.authenticate(response);
  }

  @Override
  public HttpSession getSession(boolean create) {
    HttpSession session = original().getSession(false);
    if (session == null && create) {
      watch.see(Refusal.PERSONAL);
      session = original().getSession(true);
    }
    return session == null ? null : new WatchedSession(session, () -> watch.see(Refusal.PERSONAL));
  }

  @Override
  public HttpSession getSession() {
    return getSession(true);
  }

  @Override
  public String getRequestedSessionId() {
    String id = super.getRequestedSessionId();
    if (id != null) {
      watch.see(Refusal.PERSONAL);
    }
    return id;
  }

  @Override
  public String changeSessionId() {
    watch.see(Refusal.PERSONAL);
    return super.changeSessionId();
  }

  // ---- what goes on beside the thread of the request

  boolean goesOn() {
    return continuation.isBegun();
  }

  @Override
  public AsyncContext startAsync() {
    return startAsync(this, captured);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    // What belongs to one user alone would have to say so before it is known.
    if (byPrincipal || !continuation.isOf(this, request, response)) {
      watch.see(Refusal.ASYNC);
      return super.startAsync(request, response);
    }
    return continuation.begin(super.startAsync(request, response));
  }

  @Override
  public AsyncContext getAsyncContext() {
    return continuation.watched(super.getAsyncContext());
  }

  @Override
  public <T extends HttpUpgradeHandler> T upgrade(Class<T> handler)
      throws IOException, ServletException {
    watch.see(Refusal.ASYNC);
    return super.upgrade(handler);
  }
}
