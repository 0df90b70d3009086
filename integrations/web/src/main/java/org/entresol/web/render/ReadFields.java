package org.entresol.web.render;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.http.Unkeyed;

/**
 * The fields of a request that its handler has read: by some of them its answer varies, and others
 * are against keeping it. Thread-safe, as other threads may go on with a rendering.
 */
public final class ReadFields {
  private static final Set<String> HIDDEN =
      Set.of("if-none-match", "if-modified-since", "if-range", "range");

  private final Set<String> vary;
  private final Watch watch;
  private final BooleanSupplier hostIsKeyed;
  private final Set<String> varies = ConcurrentHashMap.newKeySet();

  /**
   * Has read nothing yet.
   *
   * @param vary the fields in the key, in lower case
   * @param hostIsKeyed whether the field for the host says the one of the key
   */
  public ReadFields(Set<String> vary, Watch watch, BooleanSupplier hostIsKeyed) {
    this.vary = vary;
    this.watch = watch;
    this.hostIsKeyed = hostIsKeyed;
  }

  /** Whether no handler sees what a client says in a field. */
  public static boolean isHidden(String name) {
    return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * A field was read.
   *
   * @param there whether the request has it
   */
  public void read(String name, boolean there) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (Unkeyed.isNegotiated(lower)) {
      // That it is missing is as much a part of the key as what it says.
      varies.add(lower);
    }
    if (!there || vary.contains(lower)) {
      return;
    }
    if (lower.equals("cookie") || lower.equals("cookie2")) {
      watch.see(Refusal.PERSONAL);
    } else if (lower.equals("host") ? !hostIsKeyed.getAsBoolean() : Unkeyed.is(lower)) {
      watch.see(Refusal.UNKEYED);
    }
  }

  /** The fields of an answer, and in their {@code Vary} what was read and they do not name. */
  public Headers varied(Headers said) {
    return said.varyingBy(varies);
  }
}
