package org.entresol.web.reactive;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.entresol.web.http.CacheStatus;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.reactive.CapturedAnswer.Purpose;
import org.entresol.web.render.Complaint;
import org.entresol.web.render.Keeping;
import org.entresol.web.render.ReadFields;
import org.entresol.web.render.Rendered;
import org.entresol.web.render.Rendering;
import org.entresol.web.render.SaidTags;
import org.entresol.web.render.Shelf;
import org.entresol.web.render.Shelf.Found;
import org.entresol.web.render.Shelf.Wish;
import org.entresol.web.render.Watch;
import org.entresol.web.route.KeyedQuery;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A request that renders what is to be kept. Used once. */
final class Performance {
  private final Call call;
  private final KeyedQuery query;
  private final Shelf shelf;
  private final Wish wish;
  private final Found found;
  private final Rendering rendering;
  private final InstantSource clock;
  private final Keeping keeping;

  /**
   * Creates it.
   *
   * @param rendering that to which it was given leave
   */
  Performance(
      Call call,
      KeyedQuery query,
      Shelf shelf,
      Wish wish,
      Found found,
      Rendering rendering,
      InstantSource clock) {
    this.call = call;
    this.query = query;
    this.shelf = shelf;
    this.wish = wish;
    this.found = found;
    this.rendering = rendering;
    this.clock = clock;
    this.keeping = new Keeping(shelf, wish, found, rendering, clock);
  }

  /** What is rendered, by what, what is against keeping it, and the tags that its handler says. */
  private record Work(
      Watch watch,
      WatchedExchange exchange,
      CapturedAnswer answer,
      ReadFields read,
      SaidTags tags,
      @Nullable StoredAnswer asked) {

    Rendered rendered() {
      return new Rendered(
          answer.said(),
          read.varied(answer.fields()),
          answer.content(),
          tags.all(),
          asked,
          answer.isUnchanged());
    }
  }

  /**
   * Renders for the client, and for others.
   *
   * @param fallback what the client gets if that fails, or null
   * @param collapsed whether it has waited for another's rendering before
   */
  Mono<Void> render(@Nullable StoredAnswer fallback, boolean collapsed) {
    return asked()
        .flatMap(
            asked -> {
              Work work = begin(asked.orElse(null), fallback != null, false);
              return run(work)
                  .thenReturn(true)
                  .onErrorResume(
                      failure ->
                          fallback == null || work.answer.isThrough()
                              ? Mono.error(failure)
                              : complained(failure))
                  .flatMap(
                      done ->
                          done || fallback == null
                              ? finish(work, fallback, collapsed)
                              : ended(() -> giveStale(fallback)));
            });
  }

  /** Renders for others: the client has its answer, and need not hear of a failure. */
  Mono<Void> renderForOthers() {
    return Call.waiting(keeping::isDone)
        .filter(done -> !done)
        .flatMap(
            left ->
                asked()
                    .flatMap(
                        asked -> {
                          Work work = begin(asked.orElse(null), false, true);
                          return run(work).then(Call.waiting(() -> keep(work, null)));
                        }))
        .timeout(Call.after(rendering.abandonment()), Mono.error(this::tooLong))
        .onErrorResume(failure -> complained(failure).then(Mono.empty()))
        .then();
  }

  /** A handler may never end, and nobody waits for this one, who would give up at last. */
  private TimeoutException tooLong() {
    return new TimeoutException(
        "It has not ended within what a rendering may take: " + wish.path());
  }

  private static Mono<Boolean> complained(Throwable failure) {
    Complaint.NOT_ANEW.of(failure);
    return Mono.just(false);
  }

  private Mono<Optional<StoredAnswer>> asked() {
    return found.value() == null
        ? Mono.just(Optional.empty())
        : Call.waiting(() -> Optional.ofNullable(keeping.asked()));
  }

  private Work begin(@Nullable StoredAnswer asked, boolean replaceable, boolean answered) {
    RoutePolicy policy = wish.policy();
    ServerWebExchange exchange = call.exchange();
    URI address = exchange.getRequest().getURI();
    CapturedAnswer[] held = new CapturedAnswer[1];
    Watch watch = new Watch(refusal -> refuse(refusal, held[0]));
    Purpose purpose =
        new Purpose(
            policy.terms(), policy.maxBody(), call.shown(), asked != null, replaceable, answered);
    CapturedAnswer answer = new CapturedAnswer(exchange.getResponse(), purpose, watch);
    held[0] = answer;
    ReadFields read =
        new ReadFields(
            keeping.vary(), watch, () -> WatchedInquiry.isHostOf(address, wish.headers()));
    Headers conditions = asked == null ? Headers.NONE : keeping.conditions(asked);
    WatchedInquiry request =
        new WatchedInquiry(exchange.getRequest(), query, wish.headers(), conditions, read, watch);
    WatchedExchange watched =
        new WatchedExchange(exchange, request, answer, conditions, policy, read, watch);
    SaidTags tags = new SaidTags();
    exchange.getAttributes().put(SaidTags.ATTRIBUTE, tags);
    return new Work(watch, watched, answer, read, tags, asked);
  }

  private void refuse(Refusal refusal, CapturedAnswer answer) {
    shelf.refuse(wish, found, rendering, refusal);
    answer.cacheStatus(CacheStatus.rendered(found.value() != null, false, refusal));
  }

  /** Runs the handler, until its answer is complete. */
  private Mono<Void> run(Work work) {
    return call.chain()
        .filter(work.exchange)
        .then(Mono.defer(work.answer::setComplete))
        .doOnError(failure -> work.watch.see(Refusal.ERROR))
        .doFinally(any -> call.exchange().getAttributes().remove(SaidTags.ATTRIBUTE));
  }

  private Mono<Void> finish(Work work, @Nullable StoredAnswer fallback, boolean collapsed) {
    if (work.answer.isThrough()) {
      return Mono.empty();
    }
    return Call.waiting(() -> keep(work, fallback))
        .flatMap(
            kept ->
                ended(
                    () ->
                        kept.isPresent()
                            ? giveKept(work, kept.get(), collapsed)
                            : giveUnkept(work, fallback)));
  }

  /** Gives the client its answer once the rendering is over: who comes next begins anew. */
  private Mono<Void> ended(Supplier<Mono<Void>> answer) {
    rendering.release();
    return Call.after(rendering.load()).then(Mono.defer(answer));
  }

  /** Has it kept, unless something is against it. */
  private Optional<StoredAnswer> keep(Work work, @Nullable StoredAnswer fallback) {
    boolean named = wish.policy().handler().hasRendered(call.exchange().getAttributes()::get);
    if (!named) {
      work.watch.see(Refusal.HANDLER);
    }
    return Optional.ofNullable(keeping.keep(work.rendered(), work.watch, fallback));
  }

  private Mono<Void> giveKept(Work work, StoredAnswer answer, boolean collapsed) {
    boolean stale = found.value() != null;
    String status =
        work.answer.isUnchanged()
            ? CacheStatus.validated(collapsed)
            : CacheStatus.rendered(stale, collapsed, null);
    return call.give(answer, wish.headers(), status, clock.instant());
  }

  private Mono<Void> giveUnkept(Work work, @Nullable StoredAnswer fallback) {
    if (fallback != null && work.answer.isReplaced()) {
      return giveStale(fallback);
    }
    Refusal refusal = work.watch.refusal();
    String status =
        CacheStatus.rendered(
            found.value() != null, false, refusal == null ? Refusal.UNAVAILABLE : refusal);
    if (work.asked != null && work.answer.isUnchanged()) {
      StoredAnswer now = keeping.freshened(work.asked, work.answer.fields());
      return call.give(now, wish.headers(), status, clock.instant());
    }
    return work.answer.release(status);
  }

  private Mono<Void> giveStale(StoredAnswer fallback) {
    String status = CacheStatus.hit(fallback.freshness().left(clock.instant()));
    return call.give(fallback, wish.headers(), status, clock.instant());
  }
}
