package org.entresol.web.http;

import java.util.Locale;

/** Why an answer is not kept, or a request not answered from what is kept. */
public enum Refusal {
  /** The method is neither GET nor HEAD. */
  METHOD,
  /** The request has content, which is no part of any key. */
  BODY,
  /** The request says {@code no-store}, or something that cannot be read. */
  REQUEST,
  /** The request demands a state of the resource. */
  PRECONDITION,
  /** The request brings credentials. */
  AUTHORIZATION,
  /** Somebody is logged in. */
  PRINCIPAL,
  /** The path can be read in more than one way. */
  PATH,
  /** The rendering has read what belongs to one visitor: a session, a cookie, a token. */
  PERSONAL,
  /** The rendering has read a field of the request that is no part of the key. */
  UNKEYED(false),
  /** The status is none that is kept. */
  STATUS,
  /** The answer sets a cookie. */
  COOKIE,
  /** The application said that it is not to be kept, or not for others. */
  CONTROL,
  /** The application said that it is past its time at once. */
  STALE,
  /** The answer depends on what cannot be a part of a key. */
  VARY,
  /** The content is encoded, and nothing says for whom. */
  ENCODING,
  /** The answer has more tags than an entry may have, or one that is too long. */
  TAGS,
  /** The content is larger than the limit. */
  SIZE,
  /** The content has not the length that was announced. */
  LENGTH(false),
  /** The content is of a type that has no end. */
  STREAM,
  /** The answer is made by and by, outside the request's own thread. */
  ASYNC,
  /** The application has said that nothing has changed, but of something else than is kept. */
  VALIDATOR(false),
  /** Another handler has rendered than those that the route was named for. */
  HANDLER,
  /** The rendering has failed. */
  ERROR(false),
  /** The rendering has gone past what captures its answer. */
  UNCAPTURED,
  /** It was lately found that answers of this key are not kept. */
  REMEMBERED(false),
  /** The cache cannot be asked, or did not give leave to render in time. */
  UNAVAILABLE(false);

  private final boolean lasting;

  Refusal() {
    this(true);
  }

  Refusal(boolean lasting) {
    this.lasting = lasting;
  }

  /** Whether the next rendering will most likely end alike, so that nobody should wait for it. */
  public boolean isLasting() {
    return lasting;
  }

  /** Whether it may come of who asks, and somebody else's answer may be kept. */
  public boolean isOfVisitor() {
    return switch (this) {
      case PERSONAL, PRINCIPAL, COOKIE, CONTROL, STATUS -> true;
      default -> false;
    };
  }

  /** The word for it in {@code Cache-Status}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
