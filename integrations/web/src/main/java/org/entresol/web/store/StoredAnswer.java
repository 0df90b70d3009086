package org.entresol.web.store;

import java.util.Collection;
import java.util.List;
import org.entresol.web.http.Freshness;
import org.entresol.web.http.Headers;

/**
 * An answer that is kept. It is made of plain types; its content must not be changed by anybody.
 *
 * @param status the status
 * @param fields the names and values of its fields by turns, validators included
 * @param tags by which it goes
 * @param content the content
 * @param times how long it is of use
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record StoredAnswer(
    int status, List<String> fields, List<String> tags, byte[] content, Times times)
    implements Stored {

  /**
   * Its freshness, as a type that may lie beside it. In milliseconds since the epoch.
   *
   * @param born when it was made
   * @param fresh until when it is fresh
   * @param revalidate until when it is given while it is made anew
   * @param error until when it is given if making it anew fails
   */
  public record Times(long born, long fresh, long revalidate, long error) {}

  /** An answer with its tags and its freshness. */
  public static StoredAnswer of(
      int status, Headers headers, Collection<String> tags, byte[] content, Freshness freshness) {
    return new StoredAnswer(
        status,
        headers.fields(),
        List.copyOf(tags),
        content,
        new Times(freshness.born(), freshness.fresh(), freshness.revalidate(), freshness.error()));
  }

  /** Its fields. */
  public Headers headers() {
    return new Headers(fields);
  }

  /** How long it is fresh. */
  public Freshness freshness() {
    return new Freshness(times.born, times.fresh, times.revalidate, times.error);
  }
}
