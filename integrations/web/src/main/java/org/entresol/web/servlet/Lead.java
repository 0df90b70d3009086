package org.entresol.web.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.cache.CacheException;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.entresol.web.http.AnswerTags;
import org.entresol.web.http.CacheControl;
import org.entresol.web.http.CacheStatus;
import org.entresol.web.http.Cacheability;
import org.entresol.web.http.EntityTag;
import org.entresol.web.http.Freshness;
import org.entresol.web.http.Headers;
import org.entresol.web.http.KeptFields;
import org.entresol.web.http.Refusal;
import org.entresol.web.http.Terms;
import org.entresol.web.http.Validation;
import org.entresol.web.render.Rendering;
import org.entresol.web.render.Shelf;
import org.entresol.web.render.Shelf.Found;
import org.entresol.web.render.Shelf.Wish;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/** The request that renders what is to be kept. Used by its thread. */
final class Lead {
  private static final Logger LOG = System.getLogger(Lead.class.getName());
  private static final Reminder COMPLAINT = new Reminder(Duration.ofMinutes(1), Clock.system());

  /** How long the client waits for its answer to be kept before it is given. */
  private static final Duration LOAD = Duration.ofSeconds(1);

  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final Exchange exchange;
  private final Shelf shelf;
  private final Wish wish;
  private final Found found;
  private final Rendering rendering;
  private final InstantSource clock;

  /**
   * Creates it.
   *
   * @param rendering that to which it was given leave
   */
  Lead(
      Exchange exchange,
      Shelf shelf,
      Wish wish,
      Found found,
      Rendering rendering,
      InstantSource clock) {
    this.exchange = exchange;
    this.shelf = shelf;
    this.wish = wish;
    this.found = found;
    this.rendering = rendering;
    this.clock = clock;
  }

  /**
   * What is rendered, by what, what is against keeping it, and the tags that its handler says.
   *
   * @param asked what the handler is asked about; null where it is asked nothing
   */
  private record Work(
      Watch watch,
      WatchedRequest request,
      CapturedResponse response,
      SaidTags tags,
      @Nullable StoredAnswer asked) {}

  /**
   * An answer as its handler has said it, or what is kept if the handler has said that it is that.
   *
   * @param fields with those by which it varies
   * @param tags those that are kept already
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Said(int status, Headers fields, byte[] content, List<String> tags) {}

  /**
   * Renders for the client, and for others.
   *
   * @param fallback what the client gets if that fails, or null
   * @param collapsed whether it has waited for another's rendering before
   */
  void render(KeyedQuery query, @Nullable StoredAnswer fallback, boolean collapsed)
      throws IOException, ServletException {
    boolean stale = found.value() != null;
    Work work = begin(query, fallback != null, false);
    work.response.cacheStatus(CacheStatus.rendered(stale, collapsed, null));
    StoredAnswer answer = null;
    boolean validated = false;
    try {
      answer = run(work, fallback);
      validated = work.response.isValidated();
    } catch (IOException | ServletException | RuntimeException e) {
      boolean replaced = fallback != null && !exchange.client().isCommitted();
      // Where a part of the new answer is out, the old one would be mixed with it.
      if (!replaced || work.response.isThrough()) {
        throw e;
      }
      complain(e);
      work.response.drop();
    } finally {
      rendering.release();
      awaitLoad();
    }
    if (answer != null) {
      give(
          answer,
          validated
              ? CacheStatus.validated(collapsed)
              : CacheStatus.rendered(stale, collapsed, null));
    } else if (fallback != null && work.response.isDropped()) {
      give(fallback, CacheStatus.hit(fallback.freshness().left(clock.instant())));
    }
  }

  private void awaitLoad() {
    try {
      rendering.awaitLoad(LOAD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Renders for others: the client has its answer, and need not hear of a failure. */
  void renderForOthers(KeyedQuery query) {
    try {
      if (shelf.fresh(found) instanceof StoredAnswer now
          && now.freshness().isFresh(clock.instant())) {
        rendering.leave();
        return;
      }
      Work work = begin(query, false, true);
      StoredAnswer old = found.value();
      if (old != null) {
        work.response.assume(old.headers().first("Content-Type"));
      }
      run(work, null);
    } catch (IOException | ServletException | RuntimeException e) {
      complain(e);
    } finally {
      rendering.release();
    }
  }

  private static void complain(Exception e) {
    if (COMPLAINT.isDue()) {
      LOG.log(Level.WARNING, "An answer could not be made anew, and is given as it was", e);
    }
  }

  private void give(StoredAnswer answer, @Nullable String status) throws IOException {
    Reply.give(answer, wish.headers(), false, status, clock.instant(), exchange.client());
  }

  private Work begin(KeyedQuery query, boolean fallback, boolean answered) {
    CapturedResponse[] response = new CapturedResponse[1];
    Watch watch =
        new Watch(
            refusal -> {
              shelf.refuse(wish, found, rendering, refusal);
              CapturedResponse captured = Objects.requireNonNull(response[0]);
              if (refusal == Refusal.ERROR && fallback && captured.getStatus() >= SERVER_ERROR) {
                captured.drop();
              } else {
                captured.cacheStatus(CacheStatus.rendered(found.value() != null, false, refusal));
                captured.release();
              }
            });
    response[0] =
        new CapturedResponse(
            exchange.client(), exchange.request(), wish.policy().maxBody(), watch, answered);
    Set<String> vary = new HashSet<>(wish.policy().vary());
    if (found.varies() != null) {
      vary.addAll(found.varies().fields());
    }
    StoredAnswer asked = asked();
    if (asked != null) {
      response[0].validates(said -> giveUnkept(asked, said));
    }
    WatchedRequest request =
        new WatchedRequest(
            exchange.request(),
            query,
            vary,
            wish.policy().terms().byPrincipal(),
            asked == null ? Headers.NONE : conditions(asked),
            wish.policy().handler(),
            watch);
    request.answeredBy(response[0]);
    return new Work(watch, request, response[0], new SaidTags(), asked);
  }

  /** What the handler is asked about, whether it is what it would say; null for nothing. */
  private @Nullable StoredAnswer asked() {
    StoredAnswer kept = found.value();
    if (kept == null || conditions(kept).fields().isEmpty()) {
      return null;
    }
    try {
      // The load has begun only after it was found: what was purged in between is not to come back.
      return shelf.fresh(found) instanceof StoredAnswer now && !conditions(now).fields().isEmpty()
          ? now
          : null;
    } catch (CacheException e) {
      return null;
    }
  }

  /** By what the handler is asked about an answer; none where it cannot be. */
  private Headers conditions(StoredAnswer kept) {
    // What is said to caches of one user's answers is not what the application has said.
    boolean askable = kept.status() == OK && !wish.policy().terms().byPrincipal();
    return askable ? Validation.conditions(kept.headers(), kept.content()) : Headers.NONE;
  }

  /** Gives the client what is kept, with what its handler said of it that is not to be kept. */
  private void giveUnkept(StoredAnswer kept, Headers said) throws IOException {
    Headers fields = Validation.freshened(kept.headers(), said);
    Freshness freshness =
        Freshness.of(kept.status(), fields, wish.policy().terms(), clock.instant());
    give(StoredAnswer.of(kept.status(), fields, kept.tags(), kept.content(), freshness), null);
  }

  /**
   * Runs the handler.
   *
   * @return what is kept, and is for the client to be given; null if it has been given, or dropped
   */
  private @Nullable StoredAnswer run(Work work, @Nullable StoredAnswer fallback)
      throws IOException, ServletException {
    HttpSession session = exchange.request().getSession(false);
    work.tags.listenTo(exchange.request());
    try {
      exchange.chain().doFilter(work.request, work.response);
    } finally {
      SaidTags.ignore(exchange.request());
    }
    if (work.watch.refusal() == null) {
      Refusal refusal = seen(work, session);
      if (refusal == null) {
        return kept(work, fallback);
      }
      work.watch.see(refusal);
    }
    work.response.end();
    return null;
  }

  /** What the handler has done that nobody has told. */
  private @Nullable Refusal seen(Work work, @Nullable HttpSession before) {
    HttpServletRequest request = exchange.request();
    if (request.isAsyncStarted()) {
      return Refusal.ASYNC;
    }
    if (work.response.wasBypassed()) {
      return Refusal.UNCAPTURED;
    }
    HttpSession session = request.getSession(false);
    if (session != null && (before == null || !session.getId().equals(before.getId()))) {
      return Refusal.PERSONAL;
    }
    if (!wish.policy().handler().hasRendered(request::getAttribute)) {
      return Refusal.HANDLER;
    }
    return Objects.equals(Asked.principal(request), wish.principal()) ? null : Refusal.PRINCIPAL;
  }

  private @Nullable StoredAnswer kept(Work work, @Nullable StoredAnswer fallback)
      throws IOException {
    Said said = said(work);
    if (work.watch.refusal() != null) {
      // Its last characters went beyond the limit.
      return null;
    }
    if (said.status >= SERVER_ERROR && fallback != null) {
      work.watch.see(Refusal.ERROR);
      return null;
    }
    Instant now = clock.instant();
    Terms terms = wish.policy().terms();
    Freshness freshness = Freshness.of(said.status, said.fields, terms, now);
    // Caches further on have to know as well by what the route says that its answers vary.
    Headers kept = validated(said).varyingBy(wish.policy().vary());
    // Not even nobody's answer is for all, where there is another one for each user.
    Headers fields = terms.byPrincipal() ? CacheControl.ofOneUser(kept) : kept;
    StoredAnswer answer =
        StoredAnswer.of(said.status, fields, tags(work, said), said.content, freshness);
    Refusal refusal = refusal(answer, said.fields, now);
    if (refusal == null) {
      refusal = keep(work, answer, now);
    }
    if (refusal != null) {
      work.watch.see(refusal);
      work.response.end();
      return null;
    }
    return answer;
  }

  /** Has it kept; or says what is against that. */
  private @Nullable Refusal keep(Work work, StoredAnswer answer, Instant now) {
    boolean askable = !conditions(answer).fields().isEmpty();
    Freshness freshness = answer.freshness();
    Duration life = askable ? freshness.validatable(now) : freshness.useful(now);
    try {
      if (isOfAnother(work)) {
        // To ask about it once more would be answered alike.
        shelf.drop(found);
        return Refusal.VALIDATOR;
      }
      return shelf.keep(wish, found, rendering, answer, life);
    } catch (CacheException e) {
      return Refusal.UNAVAILABLE;
    }
  }

  /** Whether the handler has said of something else than it was asked about that it is the same. */
  private static boolean isOfAnother(Work work) {
    return work.asked != null
        && work.response.isValidated()
        && !Validation.isOf(work.asked.headers(), work.response.headers());
  }

  private Said said(Work work) {
    byte[] content = work.response.content();
    Headers fields = work.request.varied(work.response.headers());
    StoredAnswer old = work.asked;
    if (old == null || !work.response.isValidated()) {
      return new Said(work.response.getStatus(), fields, content, List.of());
    }
    Headers freshened = Validation.freshened(old.headers(), fields);
    return new Said(old.status(), freshened, old.content(), old.tags());
  }

  /** What is against keeping an answer whose handler has said these fields. */
  private @Nullable Refusal refusal(StoredAnswer answer, Headers said, Instant now) {
    Refusal refusal = Cacheability.ofAnswer(answer.status(), said, wish.policy().terms());
    if (refusal != null) {
      return refusal;
    }
    if (!answer.freshness().isFresh(now)) {
      return Refusal.STALE;
    }
    String length = said.first("Content-Length");
    if (length != null && !length.equals(Integer.toString(answer.content().length))) {
      return Refusal.LENGTH;
    }
    return AnswerTags.areAllowed(answer.tags()) ? null : Refusal.TAGS;
  }

  private Set<String> tags(Work work, Said said) {
    Set<String> tags = new LinkedHashSet<>(wish.route().tags(Asked.path(exchange.request())));
    tags.addAll(said.tags);
    tags.addAll(AnswerTags.of(said.fields));
    tags.addAll(work.tags.all());
    return tags;
  }

  private static Headers validated(Said said) {
    Headers kept = KeptFields.of(said.fields);
    return said.status != OK || kept.has("ETag")
        ? kept
        : kept.with("ETag", EntityTag.of(said.content));
  }
}
