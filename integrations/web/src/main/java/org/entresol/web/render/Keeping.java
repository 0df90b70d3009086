package org.entresol.web.render;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.CacheException;
import org.entresol.web.http.AnswerTags;
import org.entresol.web.http.CacheControl;
import org.entresol.web.http.Cacheability;
import org.entresol.web.http.EntityTag;
import org.entresol.web.http.Freshness;
import org.entresol.web.http.Headers;
import org.entresol.web.http.KeptFields;
import org.entresol.web.http.Refusal;
import org.entresol.web.http.Terms;
import org.entresol.web.http.Validation;
import org.entresol.web.render.Shelf.Found;
import org.entresol.web.render.Shelf.Wish;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/** Judges what a handler has rendered, and has it kept. Used by one thread at a time. */
public final class Keeping {
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final Shelf shelf;
  private final Wish wish;
  private final Found found;
  private final Rendering rendering;
  private final InstantSource clock;

  /**
   * Judges one rendering.
   *
   * @param rendering told what is to be kept
   */
  public Keeping(Shelf shelf, Wish wish, Found found, Rendering rendering, InstantSource clock) {
    this.shelf = shelf;
    this.wish = wish;
    this.found = found;
    this.rendering = rendering;
    this.clock = clock;
  }

  /**
   * An answer as its handler has said it, or what is kept if the handler has said that it is that.
   *
   * @param fields with those by which it varies
   * @param tags those that are kept already
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Said(int status, Headers fields, byte[] content, List<String> tags) {}

  /** Whether another node has rendered it meanwhile, so that it is left. */
  public boolean isDone() {
    boolean done =
        shelf.fresh(found) instanceof StoredAnswer now && now.freshness().isFresh(clock.instant());
    if (done) {
      rendering.leave();
    }
    return done;
  }

  /** The fields of requests by which answers vary, as far as is known. */
  public Set<String> vary() {
    Set<String> vary = new HashSet<>(wish.policy().vary());
    if (found.varies() != null) {
      vary.addAll(found.varies().fields());
    }
    return vary;
  }

  /** What the handler is asked about, whether it is what it would say; null for nothing. */
  public @Nullable StoredAnswer asked() {
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
  public Headers conditions(StoredAnswer kept) {
    // What is said to caches of one user's answers is not what the application has said.
    boolean askable = kept.status() == OK && !wish.policy().terms().byPrincipal();
    return askable ? Validation.conditions(kept.headers(), kept.content()) : Headers.NONE;
  }

  /**
   * What is kept as the handler has said that it is what it was, with what it said of it.
   *
   * @param kept what the handler was asked about
   * @param said the fields that it has said
   */
  public StoredAnswer freshened(StoredAnswer kept, Headers said) {
    Headers fields = Validation.freshened(kept.headers(), said);
    Freshness freshness =
        Freshness.of(kept.status(), fields, wish.policy().terms(), clock.instant());
    return StoredAnswer.of(kept.status(), fields, kept.tags(), kept.content(), freshness);
  }

  /**
   * Has an answer kept whose handler has ended, unless something is against it.
   *
   * @param fallback what the client gets in the place of a failure, or null
   * @return what is kept; null for nothing
   */
  public @Nullable StoredAnswer keep(Rendered work, Watch watch, @Nullable StoredAnswer fallback) {
    if (watch.refusal() != null) {
      return null;
    }
    Said said = said(work);
    if (said.status >= SERVER_ERROR && fallback != null) {
      watch.see(Refusal.ERROR);
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
      watch.see(refusal);
      return null;
    }
    return answer;
  }

  /** Has it kept; or says what is against that. */
  private @Nullable Refusal keep(Rendered work, StoredAnswer answer, Instant now) {
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
  private static boolean isOfAnother(Rendered work) {
    return work.asked() != null
        && work.unchanged()
        && !Validation.isOf(work.asked().headers(), work.fields());
  }

  private Said said(Rendered work) {
    StoredAnswer old = work.asked();
    if (old == null || !work.unchanged()) {
      return new Said(work.status(), work.fields(), work.content(), List.of());
    }
    Headers freshened = Validation.freshened(old.headers(), work.fields());
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

  private Set<String> tags(Rendered work, Said said) {
    Set<String> tags = new LinkedHashSet<>(wish.route().tags(wish.path()));
    tags.addAll(said.tags);
    tags.addAll(AnswerTags.of(said.fields));
    tags.addAll(work.tags());
    return tags;
  }

  private static Headers validated(Said said) {
    Headers kept = KeptFields.of(said.fields);
    return said.status != OK || kept.has("ETag")
        ? kept
        : kept.with("ETag", EntityTag.of(said.content));
  }
}
