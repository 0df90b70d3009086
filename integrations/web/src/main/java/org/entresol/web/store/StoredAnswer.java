package org.entresol.web.store;

import java.util.List;
import org.entresol.web.http.Freshness;
import org.entresol.web.http.Headers;

/**
 * An answer that is kept. It is made of plain types; its content must not be changed by anybody.
 *
 * @param status the status
 * @param fields the names and values of its fields by turns, validators included
 * @param content the content
 * @param born when it was made, in milliseconds since the epoch, as are the others
 * @param fresh until when it is fresh
 * @param revalidate until when it is given while it is made anew
 * @param error until when it is given if making it anew fails
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record StoredAnswer(
    int status,
    List<String> fields,
    byte[] content,
    long born,
    long fresh,
    long revalidate,
    long error)
    implements Stored {

  /** An answer with its freshness. */
  public static StoredAnswer of(int status, Headers headers, byte[] content, Freshness freshness) {
    return new StoredAnswer(
        status,
        headers.fields(),
        content,
        freshness.born(),
        freshness.fresh(),
        freshness.revalidate(),
        freshness.error());
  }

  /** Its fields. */
  public Headers headers() {
    return new Headers(fields);
  }

  /** How long it is fresh. */
  public Freshness freshness() {
    return new Freshness(born, fresh, revalidate, error);
  }
}
