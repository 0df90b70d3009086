package org.entresol.web.reactive;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.render.ReadFields;
import org.entresol.web.render.Watch;
import org.entresol.web.route.KeyedQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;

/**
 * The request that an answer is rendered for which may be kept. Its handler sees what the key has:
 * no parameters that do not count, no ranges, and no conditions but those by which what is kept can
 * be validated. What it reads of one visitor's own, or of what is no part of the key, is against
 * keeping the answer. Thread-safe.
 */
final class WatchedInquiry extends ServerHttpRequestDecorator {
  private final Watch watch;
  private final URI keyed;
  private final MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
  private final HttpHeaders headers;

  /**
   * Creates it.
   *
   * @param fields those of the request
   * @param conditions the fields by which the handler is asked whether its answer is what it was
   * @param read hears which fields are read
   */
  WatchedInquiry(
      ServerHttpRequest request,
      KeyedQuery query,
      Headers fields,
      Headers conditions,
      ReadFields read,
      Watch watch) {
    super(request);
    this.watch = watch;
    this.keyed =
        UriComponentsBuilder.fromUri(request.getURI())
            .replaceQuery(query.text())
            .build(true)
            .toUri();
    query.parameters().forEach((name, values) -> parameters.put(name, values));
    this.headers =
        new HttpHeaders(
            new WatchedFields(fields.without(ReadFields::isHidden).and(conditions), read));
  }

  /** Whether a field says the host of an address. */
  static boolean isHostOf(URI address, Headers fields) {
    String host = fields.first("Host");
    String said = host == null ? "" : host.toLowerCase(Locale.ROOT);
    String name = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    return said.equals(name) || said.equals(name + ":" + address.getPort());
  }

  private boolean isOfAnother() {
    return watch.refusal() == Refusal.HANDLER;
  }

  @Override
  public URI getURI() {
    return isOfAnother() ? super.getURI() : keyed;
  }

  @Override
  public MultiValueMap<String, String> getQueryParams() {
    return isOfAnother() ? super.getQueryParams() : parameters;
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }

  @Override
  public MultiValueMap<String, HttpCookie> getCookies() {
    MultiValueMap<String, HttpCookie> cookies = super.getCookies();
    if (!cookies.isEmpty()) {
      watch.see(Refusal.PERSONAL);
    }
    return cookies;
  }

  @Override
  public @Nullable InetSocketAddress getRemoteAddress() {
    watch.see(Refusal.UNKEYED);
    return super.getRemoteAddress();
  }

  @Override
  public @Nullable SslInfo getSslInfo() {
    SslInfo info = super.getSslInfo();
    if (info != null) {
      watch.see(Refusal.PERSONAL);
    }
    return info;
  }

  /** Of which there may be some without a length. */
  @Override
  public Flux<DataBuffer> getBody() {
    return Flux.defer(
        () -> {
          watch.see(Refusal.BODY);
          return super.getBody();
        });
  }
}
