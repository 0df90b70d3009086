package org.entresol.web.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tags of representations (RFC 9110, 8.8.3). Stateless. */
public final class EntityTag {
  private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");
  private static final int BYTES = 16;

  private EntityTag() {}

  /** The strong tag of a content. */
  public static String of(byte[] content) {
    return '"' + HexFormat.of().formatHex(digest(content), 0, BYTES) + '"';
  }

  /** The SHA-256 of some bytes. */
  public static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether a tag is one, and a strong one. */
  public static boolean isStrong(String tag) {
    return tag.startsWith("\"") && TAG.matcher(tag).matches();
  }

  /** Whether a list of tags, or a star, has a tag: weakly, as If-None-Match compares. */
  public static boolean matchesAny(String list, @Nullable String tag) {
    if (list.strip().equals("*")) {
      return true;
    }
    return tag != null && opaque(list).contains(opaque(tag).stream().findFirst().orElse(null));
  }

  private static List<String> opaque(String list) {
    List<String> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(list);
    while (matcher.find()) {
      tags.add(matcher.group(2));
    }
    return tags;
  }
}
