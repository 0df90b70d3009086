package org.entresol.codec.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.entresol.EncryptionKeys;
import org.entresol.Plaintext;
import org.entresol.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * The encryption of the values of one cache, by AES-256-GCM. What is encrypted belongs to its
 * place: namespace, cache, version and key are authenticated with it, and so is the head before it.
 * Thread-safe.
 *
 * <p>Behind the head come the length of the key's name and the name, a nonce, and the encrypted
 * bytes with their tag.
 */
public final class Sealing {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int MOST_NAME_BYTES = 255;

  private final EncryptionKeys keys;
  private final boolean readsPlaintext;
  private final byte[] place;
  private final SecureRandom random = new SecureRandom();

  private Sealing(EncryptionKeys keys, boolean readsPlaintext, byte[] place) {
    this.keys = keys;
    this.readsPlaintext = readsPlaintext;
    this.place = place;
  }

  /**
   * The encryption of a cache.
   *
   * @param namespace the first part of the names of caches
   * @param cache the name of the cache
   * @param version the version of what it holds, or an empty text
   * @throws IllegalArgumentException if there is no proper key to encrypt by now; what the keys
   *     throw is its cause
   */
  public static Sealing of(
      EncryptionKeys keys, Plaintext plaintext, String namespace, String cache, String version) {
    Sealing made = new Sealing(keys, plaintext == Plaintext.READ, place(namespace, cache, version));
    try {
      byte[] unused = made.currentName();
      SecretKey unusedKey = made.key(keys.current());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Cache '%s': encrypt.keys: %s gives no key to encrypt by (%s); allowed: keys for AES, of 256 bits"
              .formatted(cache, keys.getClass().getName(), e.getMessage()),
          e);
    }
    return made;
  }

  /** The parts of a name, each with its length before it: no two places have the same bytes. */
  private static byte[] place(String... parts) {
    byte[][] texts = Arrays.stream(parts).map(part -> part.getBytes(UTF_8)).toArray(byte[][]::new);
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Arrays.stream(texts).mapToInt(text -> Integer.BYTES + text.length).sum());
    for (byte[] text : texts) {
      bytes.putInt(text.length).put(text);
    }
    return bytes.array();
  }

  private byte[] currentName() {
    byte[] name = keys.current().getBytes(UTF_8);
    if (name.length == 0 || name.length > MOST_NAME_BYTES) {
      throw new IllegalStateException(
          "the name of a key has %d bytes; allowed: 1 to %d"
              .formatted(name.length, MOST_NAME_BYTES));
    }
    return name;
  }

  /** A key that is fit for it. */
  private SecretKey key(String name) {
    SecretKey key = keys.key(name);
    if (key == null) {
      throw new IllegalStateException("there is no key \"" + name + '"');
    }
    byte @Nullable [] encoded = key.getEncoded();
    // A key in a device has no bytes to show.
    boolean isLong = encoded == null || encoded.length == KEY_BYTES;
    if (encoded != null) {
      Arrays.fill(encoded, (byte) 0);
    }
    if (!isLong || !"AES".equals(key.getAlgorithm())) {
      throw new IllegalStateException(
          "the key \"" + name + "\" is not for AES, or not of 256 bits");
    }
    return key;
  }

  /** Whether values are read that nobody has encrypted. */
  boolean readsPlaintext() {
    return readsPlaintext;
  }

  /**
   * Bytes as they are stored.
   *
   * @param head what goes before them
   * @param key the bytes of the key at which they will lie
   * @throws CodecException if they cannot be encrypted now
   */
  byte[] seal(byte[] head, byte[] bytes, byte[] key, Class<?> type) {
    try {
      byte[] name = currentName();
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(
          Cipher.ENCRYPT_MODE,
          key(new String(name, UTF_8)),
          new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
      int clear = head.length + 1 + name.length;
      byte[] all = new byte[clear + NONCE_BYTES + bytes.length + TAG_BYTES];
      ByteBuffer.wrap(all).put(head).put((byte) name.length).put(name).put(nonce);
      authenticate(cipher, all, 0, clear, key);
      int unused = cipher.doFinal(bytes, 0, bytes.length, all, clear + NONCE_BYTES);
      return all;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw CodecException.ofEncoding(type, e);
    }
  }

  /**
   * The bytes that were encrypted.
   *
   * @param bytes come from outside
   * @param offset where their head begins
   * @param end where it ends
   * @param key the bytes of the key at which they lie
   * @throws CodecException if they were not encrypted for this place, have been changed, or by a
   *     key that is not known
   */
  byte[] open(byte[] bytes, int offset, int end, byte[] key) {
    int name = end < bytes.length ? bytes[end] & 0xFF : 0;
    int nonce = end + 1 + name;
    int first = nonce + NONCE_BYTES;
    if (name == 0 || bytes.length - first < TAG_BYTES) {
      throw CodecException.malformed("an encrypted value that is cut");
    }
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(
          Cipher.DECRYPT_MODE,
          key(new String(bytes, end + 1, name, UTF_8)),
          new GCMParameterSpec(TAG_BYTES * Byte.SIZE, bytes, nonce, NONCE_BYTES));
      authenticate(cipher, bytes, offset, nonce, key);
      return cipher.doFinal(bytes, first, bytes.length - first);
    } catch (GeneralSecurityException e) {
      throw CodecException.malformed(
          "an encrypted value that has been changed, or belongs elsewhere ("
              + e.getMessage()
              + ")");
    } catch (RuntimeException e) {
      throw CodecException.malformed("an encrypted value, and " + e.getMessage());
    }
  }

  /** The place, the key in it, and what is told in clear; each tells where it ends. */
  private void authenticate(Cipher cipher, byte[] bytes, int from, int to, byte[] key) {
    cipher.updateAAD(place);
    cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(key.length).array());
    cipher.updateAAD(key);
    cipher.updateAAD(bytes, from, to - from);
  }
}
