package org.entresol.tier;

/**
 * An entry as a tier holds it.
 *
 * <p>Immutable, as long as nobody writes into its bytes.
 */
public final class Stored {

  private final Version version;
  private final long expires;
  private final byte[] bytes;
  private final int offset;

  /** Creates it from its parts. */
  public Stored(Version version, long expires, byte[] bytes, int offset) {
    this.version = version;
    this.expires = expires;
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Its version. */
  public Version version() {
    return version;
  }

  /** When it expires, in milliseconds of the tier's own clock; 0 for never. */
  public long expires() {
    return expires;
  }

  /** The bytes that end with the payload; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the payload begins. */
  public int offset() {
    return offset;
  }
}
