package org.entresol.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may change something, by a token each. Only digests of tokens are kept. Immutable. */
public final class Tokens {

  /** Nobody may change anything. */
  public static final Tokens NONE = new Tokens(Map.of());

  private static final int LEAST = 16;
  private static final int MOST_LINES = 100;
  private static final int MOST_BYTES = 64_000;
  private static final String SCHEME = "Bearer ";

  private final Map<String, byte[]> digests;

  private Tokens(Map<String, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Those of a file, in each line a name, a blank and a token. Empty lines, and those that begin
   * with {@code #}, say nothing.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException that names the line with something else
   */
  public static Tokens of(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes; allowed: %d".formatted(file, Files.size(file), MOST_BYTES));
    }
    List<String> lines = Files.readAllLines(file, UTF_8);
    Map<String, byte[]> digests = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("\\s+", -1);
      if (words.length != 2
          || !words[0].matches("[\\w.@-]{1,64}")
          || words[1].length() < LEAST
          || digests.put(words[0], digest(words[1])) != null) {
        // What stands there is a secret, maybe.
        throw new IllegalArgumentException(
            "%s, line %d is not allowed; allowed: a name that no other line has, a blank, and a token of %d characters or more"
                .formatted(file, i + 1, LEAST));
      }
    }
    if (digests.isEmpty() || digests.size() > MOST_LINES) {
      throw new IllegalArgumentException(
          "%s has %d tokens; allowed: 1 to %d".formatted(file, digests.size(), MOST_LINES));
    }
    return new Tokens(digests);
  }

  /** Whether nobody has one. */
  public boolean isEmpty() {
    return digests.isEmpty();
  }

  /** The name of the token in a header {@code Authorization}; null if it is none of them. */
  @Nullable String name(@Nullable String header) {
    if (header == null || !header.startsWith(SCHEME)) {
      return null;
    }
    byte[] said = digest(header.substring(SCHEME.length()));
    String name = null;
    // All are compared, and each whole, so that time tells nothing.
    for (Map.Entry<String, byte[]> token : digests.entrySet()) {
      name = MessageDigest.isEqual(token.getValue(), said) ? token.getKey() : name;
    }
    return name;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
