package org.entresol.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The asking of an application whether what is kept is what it would say now, and what becomes of
 * the fields if so (RFC 9111, 3.2 and 4.3). Stateless.
 */
public final class Validation {
  /** What belongs to the content, which stays, and what only an answer of its own may say. */
  private static final Set<String> STAYING =
      Set.of("content-encoding", "content-length", "content-md5", "content-range", "etag");

  private Validation() {}

  /**
   * The conditions under which an application is asked: by validators that it has said itself. That
   * which was made of the content says nothing to it.
   *
   * @param kept the fields that are kept
   * @return fields of a request; none where there are no such validators
   */
  public static Headers conditions(Headers kept, byte[] content) {
    List<String> conditions = new ArrayList<>();
    String tag = kept.first("ETag");
    if (tag != null && !tag.equals(EntityTag.of(content))) {
      conditions.addAll(List.of("If-None-Match", tag));
    }
    String modified = kept.first("Last-Modified");
    if (HttpDate.parse(modified) != null) {
      conditions.addAll(List.of("If-Modified-Since", String.valueOf(modified)));
    }
    return new Headers(conditions);
  }

  /**
   * The fields of an answer that the application has said is what it was.
   *
   * @param kept those that are kept
   * @param said those that came with 304: each takes the place of what was kept under its name
   */
  public static Headers freshened(Headers kept, Headers said) {
    Headers news =
        said.without(
            name -> STAYING.contains(name.toLowerCase(Locale.ROOT)) || isVaguer(name, kept, said));
    // Whoever finds early that nothing has changed reads less of the request.
    return kept.without(news::has).and(news).varyingBy(kept.members("Vary"));
  }

  /**
   * Whether an application that says that nothing has changed says it of what is kept: not where it
   * names another tag (RFC 9111, 4.3.4).
   *
   * @param said the fields that came with 304
   */
  public static boolean isOf(Headers kept, Headers said) {
    String tag = said.first("ETag");
    return tag == null || EntityTag.matchesAny(tag, kept.first("ETag"));
  }

  /** Whether a type does not say the encoding of the content any more. */
  private static boolean isVaguer(String name, Headers kept, Headers said) {
    return name.equalsIgnoreCase("Content-Type") && hasCharset(kept) && !hasCharset(said);
  }

  private static boolean hasCharset(Headers headers) {
    String type = headers.first("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).contains("charset=");
  }
}
