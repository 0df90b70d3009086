package org.entresol.web.http;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer is fresh, and may be given when it is no more (RFC 9111, 4.2; RFC 5861): what
 * the application says goes before what the route says. Immutable; instants in milliseconds since
 * the epoch.
 *
 * @param born when it was made: now, less the age that it came with, or that its date gives it
 * @param fresh until when it is fresh
 * @param revalidate until when it is given while it is made anew
 * @param error until when it is given if making it anew fails
 */
public record Freshness(long born, long fresh, long revalidate, long error) {
  private static final long SHORTEST_WAIT = Duration.ofMinutes(1).toMillis();
  private static final long LONGEST_WAIT = Duration.ofDays(1).toMillis();

  /** The freshness of an answer that was made now. */
  public static Freshness of(int status, Headers headers, Terms terms, Instant now) {
    CacheControl control = CacheControl.of(headers);
    Long age = age(headers);
    long born =
        now.toEpochMilli() - Math.max(requireNonNullElse(age, 0L), apparentAge(headers, now));
    // Of what came with an age that nobody understands, nobody knows that it is fresh.
    Long said = age == null ? Long.valueOf(0) : said(control, headers, now);
    Duration own = status == 404 || status == 410 ? terms.absent() : terms.ttl();
    // The route counts from now on; what the application says counts from the birth.
    long fresh = said == null ? now.toEpochMilli() + own.toMillis() : born + said;
    boolean strict =
        control.has("must-revalidate")
            || control.has("proxy-revalidate")
            || control.has("s-maxage");
    return new Freshness(
        born,
        fresh,
        fresh
            + grace(
                control.seconds("stale-while-revalidate"), terms.staleWhileRevalidate(), strict),
        fresh + grace(control.seconds("stale-if-error"), terms.staleIfError(), strict));
  }

  /** The lifetime in milliseconds that the application says, or null where it says none. */
  private static @Nullable Long said(CacheControl control, Headers headers, Instant now) {
    Long shared = control.seconds("s-maxage");
    Long seconds = shared == null ? control.seconds("max-age") : shared;
    if (seconds != null) {
      return Duration.ofSeconds(seconds).toMillis();
    }
    String expires = headers.joined("Expires");
    if (expires == null) {
      return null;
    }
    Instant end = HttpDate.parse(expires);
    Instant date = requireNonNullElse(HttpDate.parse(headers.first("Date")), now);
    return end == null ? 0L : Math.max(0, Duration.between(date, end).toMillis());
  }

  /** The age in milliseconds that it came with; null where what is said is none. */
  private static @Nullable Long age(Headers headers) {
    String age = headers.joined("Age");
    if (age == null) {
      return 0L;
    }
    return age.strip().matches("[0-9]{1,9}")
        ? Duration.ofSeconds(Long.parseLong(age.strip())).toMillis()
        : null;
  }

  /** The milliseconds since the date that it says, where that is past. */
  private static long apparentAge(Headers headers, Instant now) {
    Instant date = requireNonNullElse(HttpDate.parse(headers.first("Date")), now);
    return Math.max(0, Duration.between(date, now).toMillis());
  }

  private static long grace(@Nullable Long said, Duration own, boolean strict) {
    if (strict) {
      return 0;
    }
    return said == null ? own.toMillis() : Duration.ofSeconds(said).toMillis();
  }

  /** Whether it is fresh at an instant. */
  public boolean isFresh(Instant now) {
    return now.toEpochMilli() < fresh;
  }

  /** Whether it may be given at an instant while it is made anew. */
  public boolean outlivesRevalidation(Instant now) {
    return now.toEpochMilli() < revalidate;
  }

  /** Whether it may be given at an instant if making it anew has failed. */
  public boolean outlivesErrors(Instant now) {
    return now.toEpochMilli() < error;
  }

  /** The whole seconds since its birth. */
  public long age(Instant now) {
    return Math.max(0, (now.toEpochMilli() - born) / 1_000);
  }

  /** The whole seconds for which it is fresh still; negative when it is no more. */
  public long left(Instant now) {
    return Math.floorDiv(fresh - now.toEpochMilli(), 1_000);
  }

  /** How long it is of use from an instant on; zero or less if it is not. */
  public Duration useful(Instant now) {
    return Duration.ofMillis(Math.max(fresh, Math.max(revalidate, error)) - now.toEpochMilli());
  }

  /** Whether it may be given at an instant, whatever happens. */
  public boolean isUseful(Instant now) {
    return !useful(now).isNegative() && !useful(now).isZero();
  }

  /**
   * How long it is of use from an instant on if the application can be asked whether it has
   * changed: as long again as it is fresh, but a minute at least, and a day at most.
   */
  public Duration validatable(Instant now) {
    long again = Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, fresh - now.toEpochMilli()));
    return useful(now).plusMillis(again);
  }
}
