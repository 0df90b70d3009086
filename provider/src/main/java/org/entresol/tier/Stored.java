package org.entresol.tier;

/**
 * An entry as a tier holds it, its time passed or not.
 *
 * <p>Immutable, as long as nobody writes into its bytes. Instants are milliseconds of the tier's
 * own clock.
 */
public final class Stored {

  private final Version version;
  private final long created;
  private final long expires;
  private final long loadMicros;
  private final Content content;

  /** Creates it from its parts, see the methods of the same names. */
  public Stored(Version version, long created, long expires, long loadMicros, Content content) {
    this.version = version;
    this.created = created;
    this.expires = expires;
    this.loadMicros = loadMicros;
    this.content = content;
  }

  /** The same entry with another instant of expiry. */
  public Stored movedTo(long instant) {
    return new Stored(version, created, instant, loadMicros, content);
  }

  /** The same entry with an end no later than an instant; {@link Lifetimes#NEVER} for any end. */
  public Stored endingBy(long instant) {
    boolean ends = expires != 0 && expires <= instant;
    return (ends || instant == Lifetimes.NEVER) ? this : movedTo(instant);
  }

  /** What tells it from others of its key. */
  public Version version() {
    return version;
  }

  /**
   * When its life began: when it was stored, or what it has replaced if that left its instant of
   * expiry unchanged; 0 if nobody asked for that to be kept.
   */
  public long created() {
    return created;
  }

  /** When it expires; 0 for never. */
  public long expires() {
    return expires;
  }

  /** How long its load took, in microseconds; 0 if it was not loaded. */
  public long loadMicros() {
    return loadMicros;
  }

  /** Whether it stands for the knowledge that the source has nothing. */
  public boolean isAbsence() {
    return content.isAbsence();
  }

  /** The {@linkplain TagHash hashes} of its tags; empty for none. */
  public long[] tags() {
    return content.tags();
  }

  /** The bytes that end with the payload; not to be changed. */
  public byte[] bytes() {
    return content.bytes();
  }

  /** Where the payload begins. */
  public int offset() {
    return content.offset();
  }
}
