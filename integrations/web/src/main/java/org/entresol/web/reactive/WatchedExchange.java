package org.entresol.web.reactive;

import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entresol.web.http.Conditions;
import org.entresol.web.http.Headers;
import org.entresol.web.http.HttpDate;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.ReadFields;
import org.entresol.web.render.Watch;
import org.entresol.web.route.RoutePolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * The exchange for which an answer is rendered that may be kept: what its handler reads of one
 * visitor's own is against that. Thread-safe, as far as the exchange is.
 */
final class WatchedExchange extends ServerWebExchangeDecorator {
  private final ServerHttpRequest request;
  private final ServerHttpResponse response;
  private final Headers conditions;
  private final RoutePolicy policy;
  private final ReadFields read;
  private final Watch watch;
  private final Map<String, Object> attributes;
  private volatile boolean notModified;

  /**
   * Creates it.
   *
   * @param conditions the fields by which the handler is asked whether its answer is what it was
   */
  WatchedExchange(
      ServerWebExchange exchange,
      ServerHttpRequest request,
      ServerHttpResponse response,
      Headers conditions,
      RoutePolicy policy,
      ReadFields read,
      Watch watch) {
    super(exchange);
    this.request = request;
    this.response = response;
    this.conditions = conditions;
    this.policy = policy;
    this.read = read;
    this.watch = watch;
    this.attributes = new WatchedAttributes(exchange.getAttributes(), policy.handler(), watch);
  }

  @Override
  public ServerHttpRequest getRequest() {
    return request;
  }

  @Override
  public ServerHttpResponse getResponse() {
    return response;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  private <T> Mono<T> seeing(Refusal what, Mono<T> read) {
    return Mono.defer(
        () -> {
          watch.see(what);
          return read;
        });
  }

  @Override
  public Mono<WebSession> getSession() {
    return seeing(Refusal.PERSONAL, super.getSession());
  }

  @Override
  public <T extends Principal> Mono<T> getPrincipal() {
    return super.<T>getPrincipal()
        .doOnNext(
            principal -> {
              if (!policy.terms().byPrincipal()) {
                watch.see(Refusal.PRINCIPAL);
              }
            });
  }

  @Override
  public Mono<MultiValueMap<String, String>> getFormData() {
    return seeing(Refusal.BODY, super.getFormData());
  }

  @Override
  public Mono<MultiValueMap<String, Part>> getMultipartData() {
    return seeing(Refusal.BODY, super.getMultipartData());
  }

  @Override
  public LocaleContext getLocaleContext() {
    read.read("Accept-Language", true);
    return super.getLocaleContext();
  }

  @Override
  public String transformUrl(String url) {
    String transformed = super.transformUrl(url);
    if (!transformed.equals(url)) {
      watch.see(Refusal.PERSONAL);
    }
    return transformed;
  }

  // ---- whether it has changed: the exchange behind this one would ask for its client

  @Override
  public boolean isNotModified() {
    return notModified;
  }

  @Override
  public boolean checkNotModified(Instant lastModified) {
    return checkNotModified(null, lastModified);
  }

  @Override
  public boolean checkNotModified(String etag) {
    return checkNotModified(etag, Instant.MIN);
  }

  @Override
  public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
    List<String> said = new ArrayList<>();
    if (etag != null && !etag.isEmpty()) {
      boolean quoted = etag.endsWith("\"");
      said.addAll(List.of(HttpHeaders.ETAG, quoted ? etag : '"' + etag + '"'));
    }
    if (lastModified.isAfter(Instant.EPOCH)) {
      said.addAll(List.of(HttpHeaders.LAST_MODIFIED, HttpDate.format(lastModified)));
    }
    Headers validators = new Headers(said);
    validators.forEach(response.getHeaders()::set);
    if (watch.refusal() == null && Conditions.isNotModified(conditions, validators)) {
      notModified = response.setStatusCode(HttpStatus.NOT_MODIFIED);
    }
    return notModified;
  }
}
