package org.entresol.tier;

import org.entresol.tier.Rule.Right;
import org.jspecify.annotations.Nullable;

/**
 * A row of the write table on its way to a tier, which judges it in one step: what to do when there
 * is no entry, what when there is one, and on which conditions.
 *
 * <p>Each thing that can be said of a step is a field: whoever builds one says what is so, and
 * leaves the rest. Built by the one thread that sends it.
 */
public final class Plan {

  private static final byte[] NOTHING = {};
  private final byte[] key;
  private final Act whenAbsent;
  private final Act whenPresent;
  private byte[] payload = NOTHING;
  private long[] tags = TagHash.NONE;
  private Lifetimes lifetimes = Lifetimes.NONE;
  private boolean wantsEntry;
  private boolean ignoresFound;
  private boolean conditional;
  private @Nullable Version expected;
  private @Nullable Version unreadable;
  private Right right = Right.NONE;
  private @Nullable Lease lease;
  private long ticket;
  private long loadMicros;
  private boolean isDated;
  private boolean isAbsence;
  private boolean isWrittenBehind;

  /**
   * A plan without conditions, which stores nothing yet.
   *
   * @param key the key's bytes, as the codec gives them
   */
  public Plan(byte[] key, Act whenAbsent, Act whenPresent) {
    this.key = key;
    this.whenAbsent = whenAbsent;
    this.whenPresent = whenPresent;
  }

  /** Names what acts that store are to store. */
  public Plan payload(byte[] bytes) {
    payload = bytes;
    return this;
  }

  /** Names the tags of what is stored, by their {@linkplain TagHash hashes}; none if not said. */
  public Plan tags(long[] hashes) {
    tags = hashes;
    return this;
  }

  /** Names how long the entry lives after the act; {@link Lifetimes#NONE} if nothing is said. */
  public Plan lifetimes(Lifetimes lengths) {
    lifetimes = lengths;
    return this;
  }

  /** Asks for the entry that was found to come back with the answer. */
  public Plan wantingEntry(boolean wanted) {
    wantsEntry = wanted;
    return this;
  }

  /** Says that nobody asks whether there was an entry: the answer may say that there was none. */
  public Plan ignoringFound(boolean ignored) {
    ignoresFound = ignored;
    return this;
  }

  /**
   * Makes nothing happen unless exactly this version is there: compare and set.
   *
   * @param version the version; null for no entry at all
   */
  public Plan ifVersion(@Nullable Version version) {
    conditional = true;
    expected = version;
    return this;
  }

  /** Takes the condition of a version back: whatever is there, the row applies to it. */
  public Plan ifAny() {
    conditional = false;
    expected = null;
    return this;
  }

  /**
   * Says that whoever asks cannot read the entry of this version, so that it is none to it: what
   * lies there then counts as {@linkplain Facts.State#UNREADABLE unreadable}, which no load ends.
   */
  public Plan passingOver(Version version) {
    unreadable = version;
    return this;
  }

  /** Makes nothing happen unless the lease still stands, and gives it back if something does. */
  public Plan under(Lease held) {
    right = Right.LEASE;
    lease = held;
    return this;
  }

  /** Makes nothing happen unless nobody holds the key. */
  public Plan ifFree() {
    right = Right.FREE;
    return this;
  }

  /**
   * Says how long the load took that brought the payload, in microseconds; who asks that asks when
   * it was, too.
   */
  public Plan loadedIn(long micros) {
    loadMicros = micros;
    return (micros == 0) ? this : dated();
  }

  /** Asks for the entry to say when its life began, which it does not otherwise. */
  public Plan dated() {
    isDated = true;
    return this;
  }

  /** Says that what is stored stands for the knowledge that the source has nothing. */
  public Plan absence() {
    isAbsence = true;
    return this;
  }

  /**
   * Says that the source of record has to learn of it: together with an act that writes or deletes
   * a pending write is left in the tier's {@link ByteQueue}.
   */
  public Plan writtenBehind() {
    isWrittenBehind = true;
    return this;
  }

  /** Makes a load's act happen only if this ticket still stands and nobody has a lease. */
  public Plan withTicket(long number) {
    ticket = number;
    return this;
  }

  /** Whether it replaces whatever there is, and nothing of that is asked for. */
  public boolean isPlain() {
    return whenAbsent == whenPresent
        && whenAbsent.replaces()
        && whenAbsent != Act.LOAD
        && !wantsEntry
        && !conditional
        && unreadable == null
        && right == Right.NONE;
  }

  /** What it wants, for a {@link Judge}. */
  public Rule rule() {
    return new Rule(
        whenAbsent,
        whenPresent,
        lifetimes,
        conditional
            ? (expected == null) ? Rule.Condition.ABSENT : Rule.Condition.SAME
            : Rule.Condition.NONE,
        right,
        ticket != 0,
        isWrittenBehind);
  }

  /** The key's bytes. */
  public byte[] key() {
    return key;
  }

  /** The act when there is no entry. */
  public Act whenAbsent() {
    return whenAbsent;
  }

  /** The act when there is an entry. */
  public Act whenPresent() {
    return whenPresent;
  }

  /** What is to be stored; empty when nothing is. */
  public byte[] payload() {
    return payload;
  }

  /** The hashes of the tags of what is to be stored; empty for none. */
  public long[] tags() {
    return tags;
  }

  /** All that is to be stored, beside instants and version. */
  public Content content() {
    return isAbsence ? Content.absence(payload, 0) : Content.of(tags, payload, 0);
  }

  /** How long the entry lives after the act. */
  public Lifetimes lifetimes() {
    return lifetimes;
  }

  /** Whether the answer has to bring the entry that was found. */
  public boolean wantsEntry() {
    return wantsEntry;
  }

  /** Whether something is stored whatever there is, and lives as long in any case. */
  public boolean isBlind() {
    return ignoresFound
        && whenAbsent == Act.WRITE
        && whenPresent == Act.WRITE
        && lifetimes.creation() == lifetimes.update()
        && lifetimes.creation() != 0
        && !(wantsEntry || conditional || unreadable != null || right != Right.NONE || ticket != 0);
  }

  /** Whether there is a version that has to be there, or a rule that none may be. */
  public boolean isConditional() {
    return conditional;
  }

  /** The version that a conditional plan needs; null for no entry at all. */
  public @Nullable Version expected() {
    return expected;
  }

  /** The version that counts as unreadable; null for none. */
  public @Nullable Version unreadable() {
    return unreadable;
  }

  /** The right to the key that it goes by. */
  public Right right() {
    return right;
  }

  /** The lease that it goes by, or null. */
  public @Nullable Lease lease() {
    return lease;
  }

  /** How long the load took, in microseconds; 0 if nothing was loaded. */
  public long loadMicros() {
    return loadMicros;
  }

  /** Whether what it stores says when its life began. */
  public boolean isDated() {
    return isDated;
  }

  /**
   * When the life began of what it stores.
   *
   * @param before the entry whose life goes on in it; null if a new one begins
   * @param now the instant, in milliseconds of the tier's clock
   * @return 0 if it does not say it
   */
  public long created(@Nullable Stored before, long now) {
    if (!isDated) {
      return 0;
    }
    return (before == null || before.created() == 0) ? now : before.created();
  }

  /** Whether it stores no entry but the knowledge that there is none. */
  public boolean isAbsence() {
    return isAbsence;
  }

  /** Whether a pending write is left in the tier's queue. */
  public boolean isWrittenBehind() {
    return isWrittenBehind;
  }

  /** Whether a pending write may come of it. */
  public boolean mayLeaveWrite() {
    return isWrittenBehind && (whenAbsent.reachesSource() || whenPresent.reachesSource());
  }

  /** The load ticket that it needs; 0 for none. */
  public long ticket() {
    return ticket;
  }
}
