package org.entresol.web.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.entresol.web.http.ByteRange;
import org.entresol.web.http.Conditions;
import org.entresol.web.http.Headers;
import org.entresol.web.http.HttpDate;
import org.entresol.web.store.StoredAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What a client is given of an answer that is kept: all of it, a part, or nothing where the client
 * has it. Immutable; the content must not be changed.
 *
 * @param status the status
 * @param own the fields that it has of its own, by turns with their values
 * @param kept the fields that are kept
 * @param content the content that is kept
 * @param part what is given of it; null for nothing
 * @param length the length that is said of the content; negative for none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Given(
    int status,
    List<String> own,
    Headers kept,
    byte[] content,
    @Nullable ByteRange part,
    int length) {
  /** The field that says what the cache has done, beside what others say in it. */
  public static final String CACHE_STATUS = "Cache-Status";

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int PARTIAL = 206;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_SATISFIABLE = 416;

  /** What is said of an answer that the client has already. */
  private static final Set<String> OF_UNMODIFIED =
      Set.of(
          "cache-control",
          "content-location",
          "etag",
          "expires",
          "last-modified",
          "vary",
          "access-control-allow-origin",
          "access-control-allow-credentials",
          "access-control-expose-headers");

  /**
   * What a client is given.
   *
   * @param request the fields of the request
   * @param contentless whether only the head was asked for
   * @param cacheStatus what is said of the cache; null where it is said already
   */
  public static Given of(
      StoredAnswer answer,
      Headers request,
      boolean contentless,
      @Nullable String cacheStatus,
      Instant now) {
    Headers kept = answer.headers();
    byte[] content = answer.content();
    List<String> own = own(answer, cacheStatus, now);
    boolean whole = answer.status() != OK;
    if (!whole && Conditions.isNotModified(request, kept)) {
      Headers said = kept.without(name -> !OF_UNMODIFIED.contains(name.toLowerCase(Locale.ROOT)));
      return new Given(NOT_MODIFIED, own, said, content, null, -1);
    }
    ByteRange range = whole || contentless ? null : Conditions.range(request, kept, content.length);
    if (range == null) {
      ByteRange all = contentless ? null : new ByteRange(0, content.length);
      int length = answer.status() == NO_CONTENT ? -1 : content.length;
      return new Given(answer.status(), own, kept, content, all, length);
    }
    if (!range.isSatisfiable()) {
      own.add("Content-Range");
      own.add("bytes */" + content.length);
      return new Given(NOT_SATISFIABLE, own, Headers.NONE, content, null, 0);
    }
    own.add("Content-Range");
    own.add("bytes %d-%d/%d".formatted(range.from(), range.to() - 1, content.length));
    return new Given(PARTIAL, own, kept, content, range, range.to() - range.from());
  }

  private static List<String> own(StoredAnswer answer, @Nullable String cacheStatus, Instant now) {
    List<String> own = new ArrayList<>();
    if (cacheStatus != null) {
      own.add(CACHE_STATUS);
      own.add(cacheStatus);
    }
    long age = answer.freshness().age(now);
    if ((cacheStatus != null && cacheStatus.contains("; hit")) || age > 0) {
      own.add("Age");
      own.add(Long.toString(age));
      own.add("Date");
      own.add(HttpDate.format(Instant.ofEpochMilli(answer.freshness().born())));
    }
    return own;
  }

  /** The answer to a client, as what has its fields. */
  public interface Client {
    /** Whether it has a field with a value already. */
    boolean has(String name, String value);

    /** Says a field, in the place of what was said by its name. */
    void set(String name, String value);

    /** Says a field beside what was said by its name. */
    void add(String name, String value);
  }

  /** Says all fields but for the length, beside what filters before have said or in its place. */
  public void say(Client client) {
    for (int i = 0; i < own.size(); i += 2) {
      if (own.get(i).equals(CACHE_STATUS)) {
        client.add(CACHE_STATUS, own.get(i + 1));
      } else {
        client.set(own.get(i), own.get(i + 1));
      }
    }
    List<String> fields = kept.fields();
    for (int i = 0; i < fields.size(); i += 2) {
      String name = fields.get(i);
      if (name.equalsIgnoreCase("Vary") || name.equalsIgnoreCase("Link")) {
        if (!client.has(name, fields.get(i + 1))) {
          client.add(name, fields.get(i + 1));
        }
      } else if (isFirst(name, i, fields)) {
        client.set(name, fields.get(i + 1));
      } else {
        client.add(name, fields.get(i + 1));
      }
    }
  }

  private static boolean isFirst(String name, int at, List<String> fields) {
    for (int i = 0; i < at; i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        return false;
      }
    }
    return true;
  }
}
