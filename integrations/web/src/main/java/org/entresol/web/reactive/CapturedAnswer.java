package org.entresol.web.reactive;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.entresol.web.http.Cacheability;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.http.Terms;
import org.entresol.web.render.Given;
import org.entresol.web.render.Watch;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * An answer that is held back until it is known whether it is kept. As soon as something is against
 * that, what there is goes to the client, and all that follows goes straight through. Used by one
 * thread at a time.
 */
final class CapturedAnswer extends AbstractServerHttpResponse {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int SERVER_ERROR = 500;

  private final ServerHttpResponse client;
  private final Purpose purpose;
  private final Watch watch;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private volatile boolean through;

  /**
   * What it is for.
   *
   * @param terms what may be kept
   * @param limit the most bytes of content that are held back
   * @param shown whether the client sees its tags
   * @param asked whether the handler was asked if it is what it was
   * @param replaceable whether the client gets another answer in the place of a failure
   * @param answered whether the client has its answer already, so that this one is for nobody
   */
  record Purpose(
      Terms terms,
      int limit,
      boolean shown,
      boolean asked,
      boolean replaceable,
      boolean answered) {}

  CapturedAnswer(ServerHttpResponse client, Purpose purpose, Watch watch) {
    super(client.bufferFactory(), new HttpHeaders());
    this.client = client;
    this.purpose = purpose;
    this.watch = watch;
  }

  /** The status that was said. */
  int said() {
    HttpStatusCode status = getStatusCode();
    return status == null ? OK : status.value();
  }

  /** The fields that were said. */
  Headers fields() {
    return Inquiry.headers(getHeaders());
  }

  byte[] content() {
    return held.toByteArray();
  }

  /** Whether it goes, or has gone, to the client as it is written. */
  boolean isThrough() {
    return through;
  }

  /** Whether the handler has said that what it was asked about is what it was. */
  boolean isUnchanged() {
    return purpose.asked && said() == NOT_MODIFIED;
  }

  /** Whether it is a failure in whose place the client gets another answer. */
  boolean isReplaced() {
    return purpose.replaceable && said() >= SERVER_ERROR;
  }

  /** Gives what is held to the client, as nothing of it is kept. */
  Mono<Void> release(String cacheStatus) {
    if (client.isCommitted()) {
      return Mono.empty();
    }
    sayHead(cacheStatus);
    byte[] content = content();
    return content.length == 0
        ? client.setComplete()
        : client.writeWith(Mono.fromSupplier(() -> bufferFactory().wrap(content)));
  }

  private void sayHead(@Nullable String cacheStatus) {
    through = true;
    HttpStatusCode status = getStatusCode();
    if (status != null) {
      client.setStatusCode(status);
    }
    Fields fields = new Fields(client.getHeaders(), purpose.shown);
    getHeaders().forEach((name, values) -> say(name, values, fields));
    if (cacheStatus != null) {
      fields.add(Given.CACHE_STATUS, cacheStatus);
    }
    getCookies().values().forEach(same -> same.forEach(client::addCookie));
  }

  /** Says a field in the place of what filters before have said by its name, but for lists. */
  private static void say(String name, List<String> values, Fields client) {
    boolean list = name.equalsIgnoreCase("Vary") || name.equalsIgnoreCase("Link");
    boolean replaces = !list && !name.equalsIgnoreCase("Set-Cookie");
    for (int i = 0; i < values.size(); i++) {
      if (replaces && i == 0) {
        client.set(name, values.get(i));
      } else if (!list || !client.has(name, values.get(i))) {
        client.add(name, values.get(i));
      }
    }
  }

  // ---- what the handler does

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // as it is of Spring
  public <T> T getNativeResponse() {
    watch.see(Refusal.UNCAPTURED);
    return ServerHttpResponseDecorator.getNativeResponse(client);
  }

  @Override
  protected void applyStatusCode() {
    // The client is told later.
  }

  @Override
  protected void applyHeaders() {
    // The client is told later.
  }

  @Override
  protected void applyCookies() {
    if (!getCookies().isEmpty()) {
      watch.see(Refusal.COOKIE);
    }
  }

  /** What is against keeping it by its head. */
  private void seeHead() {
    if (isUnchanged()) {
      return;
    }
    Refusal refusal = Cacheability.ofAnswer(said(), fields(), purpose.terms);
    if (refusal != null) {
      watch.see(refusal);
    } else if (getHeaders().getContentLength() > purpose.limit) {
      watch.see(Refusal.SIZE);
    }
  }

  @Override
  protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
    seeHead();
    return Flux.<DataBuffer>from(body)
        .handle(this::hold)
        .switchOnFirst(
            (first, rest) -> first.hasValue() ? goThrough(client.writeWith(rest)) : rest.then())
        .then();
  }

  /** Whoever flushes each part means it to go out at once. */
  @Override
  protected Mono<Void> writeAndFlushWithInternal(
      Publisher<? extends Publisher<? extends DataBuffer>> body) {
    seeHead();
    watch.see(Refusal.STREAM);
    if (isForNobody()) {
      return writeWithInternal(Flux.from(body).concatMap(part -> part));
    }
    return goThrough(client.writeAndFlushWith(body));
  }

  private boolean isForNobody() {
    return purpose.answered || isReplaced() || isUnchanged();
  }

  private Mono<Void> goThrough(Mono<Void> writing) {
    return Mono.defer(
        () -> {
          sayHead(status);
          return writing;
        });
  }

  private @Nullable String status;

  /** The {@code Cache-Status} with which it goes to the client as it is written, if it does. */
  void cacheStatus(String text) {
    status = text;
  }

  /** Holds a part back, or lets it go on with what was held back before. */
  private void hold(DataBuffer part, SynchronousSink<DataBuffer> on) {
    if (through) {
      on.next(part);
      return;
    }
    if (part.readableByteCount() > purpose.limit - held.size()) {
      watch.see(Refusal.SIZE);
    }
    if (watch.refusal() == null) {
      byte[] bytes = new byte[part.readableByteCount()];
      part.read(bytes);
      DataBufferUtils.release(part);
      held.writeBytes(bytes);
    } else if (isForNobody()) {
      DataBufferUtils.release(part);
      // There may be no end of it, and nobody listens who would ever go.
      on.complete();
    } else if (held.size() == 0) {
      on.next(part);
    } else {
      byte[] before = content();
      held.reset();
      on.next(bufferFactory().join(List.of(bufferFactory().wrap(before), part)));
    }
  }
}
