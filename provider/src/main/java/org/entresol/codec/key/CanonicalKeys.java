package org.entresol.codec.key;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.entresol.codec.KeyCodec;
import org.jspecify.annotations.Nullable;

/**
 * The canonical forms of the keys of one cache.
 *
 * <p>Strings, numbers, enums, dates and the like are readable text behind a letter for their type,
 * such as {@code s:customer:42}. Records and plain classes with an equality of their own are
 * written by their fields as {@code k:} and bytes; their equality has to depend on nothing else
 * than the values of these fields. Lists, sets and maps in them are written by their elements,
 * whatever their class. Thread-safe.
 *
 * @param <K> the type of keys
 */
public final class CanonicalKeys<K> implements KeyCodec<K> {

  /** How many keys of a class are read again to see that they are equal, if nothing is doubtful. */
  private static final int PROOFS = 16;

  /** What is always a key. */
  static final String WAY_OUT = "take a record or a text of its parts for a key";

  private final ClassLoader loader;
  private final AllowedClasses allowed;
  private final KeyTexts texts;
  private final CanonicalForms forms;

  /** Leaves nothing out, to see whether it is only what is left out that is not read again. */
  private final CanonicalForms whole;

  private final Set<String> ignored;
  private final HeldKeys<K> held = new HeldKeys<>();
  private final Set<Class<?>> partial = ConcurrentHashMap.newKeySet();
  private final Map<Class<?>, Integer> proven = new ConcurrentHashMap<>();

  /**
   * @param loader finds the classes that bytes name
   * @param allowed the classes that may be named
   * @param ignored the fields that are no part of a key, each behind the name of its class
   */
  public CanonicalKeys(ClassLoader loader, AllowedClasses allowed, Set<String> ignored) {
    this.ignored = ignored;
    this.loader = loader;
    this.allowed = allowed;
    this.texts = new KeyTexts(loader, allowed);
    this.forms = new CanonicalForms(texts, loader, allowed, ignored);
    this.whole = new CanonicalForms(texts, loader, allowed, Set.of());
  }

  @Override
  public byte[] encode(K key) {
    byte[] text = texts.encode(key);
    if (text != null) {
      return text;
    }
    try {
      KeyOutput output = forms.encode(key);
      byte[] bytes = output.toBytes();
      if (output.isPartial()) {
        partial.add(key.getClass());
      }
      if (output.isDoubtful() || proven.getOrDefault(key.getClass(), 0) < PROOFS) {
        prove(key, output.isPartial() ? null : bytes);
      }
      if (output.isDoubtful()) {
        proveStable(key, bytes);
      }
      return bytes;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw allowed.ofEncoding(
          key.getClass(),
          e,
          (noting, trail) ->
              new CanonicalForms(new KeyTexts(loader, noting), loader, noting, ignored)
                  .encode(key));
    }
  }

  @Override
  public K held(K key, byte[] bytes) {
    return partial.isEmpty() || !partial.contains(key.getClass()) ? key : held.hold(bytes, key);
  }

  @Override
  @SuppressWarnings("unchecked") // the bytes come from a cache of the same keys
  public K decode(byte[] bytes) {
    K known = held.of(bytes);
    if (known != null) {
      return known;
    }
    try {
      Object key = forms.isCanonical(bytes) ? forms.decode(bytes) : texts.decode(bytes);
      return (K) key;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw allowed.ofDecoding(e);
    }
  }

  private Object readAgain(K key, byte @Nullable [] bytes) {
    try {
      return (bytes == null) ? whole.decode(whole.encode(key).toBytes()) : forms.decode(bytes);
    } catch (RuntimeException e) {
      throw CodecException.notEncodable(
          key.getClass(),
          "what its fields say cannot be read again: " + e.getMessage() + "; " + WAY_OUT);
    }
  }

  /**
   * Whether an equality sees more than the fields shows when a key has been read.
   *
   * @param bytes the key's, or null if they do not say all of it
   */
  private void prove(K key, byte @Nullable [] bytes) {
    Class<?> type = key.getClass();
    if (!readAgain(key, bytes).equals(key)) {
      throw CodecException.notEncodable(
          type,
          "a key that is read again is not equal to it: its equality depends on the identity of an"
              + " array or another object, or on a transient field; "
              + WAY_OUT);
    }
    proven.merge(type, 1, (before, one) -> Math.min(PROOFS, before + one));
  }

  /** Who writes itself may leave out of it what its fields remember of its own hash code. */
  private void proveStable(K key, byte[] bytes) {
    int unused = key.hashCode();
    if (!Arrays.equals(bytes, forms.encode(key).toBytes())) {
      throw CodecException.notEncodable(
          key.getClass(), "a field changes when its hash code is asked for; " + WAY_OUT);
    }
  }
}
