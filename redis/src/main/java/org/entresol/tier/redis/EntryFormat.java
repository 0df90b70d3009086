package org.entresol.tier.redis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.entresol.tier.Act;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Found;
import org.entresol.tier.Lease;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Rule.Right;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * What scripts are told of entries, which are {@link EntryBytes}, and what they answer. What comes
 * from Redis is not trusted: whatever is too short or of an unknown format is no entry. Stateless.
 */
final class EntryFormat {

  static final int SEQUENCE_BYTES = EntryBytes.SEQUENCE_BYTES;
  static final int INSTANT_BYTES = EntryBytes.INSTANT_BYTES;
  private static final int NONCE_BYTES = EntryBytes.NONCE_BYTES;
  private static final int VERSION_BYTES = SEQUENCE_BYTES + NONCE_BYTES;
  private static final int STAMP_BYTES = EntryBytes.VERSION_AT + NONCE_BYTES;
  private static final int REPLY = 4 + SEQUENCE_BYTES + INSTANT_BYTES;
  private static final byte[] NONE = {};
  private static final byte[] ABSENT = {'-'};
  private static final byte PASSED = '!';

  private EntryFormat() {}

  /** The entry that bytes hold from an offset on; null when they hold none that can be read. */
  static @Nullable Stored entry(byte @Nullable [] bytes, int from) {
    return EntryBytes.entry(bytes, from);
  }

  /** The answer to a look-up from the values of sequence, floor and entry. */
  static Found found(byte @Nullable [] sequence, byte @Nullable [] floor, byte @Nullable [] bytes) {
    Stored entry = entry(bytes, 0);
    boolean gone = entry != null && entry.version().sequence() < decimal(floor);
    return new Found(decimal(sequence), gone ? null : entry);
  }

  /** What a script says it has found: a sequence, and the entry above the floor if there is one. */
  static Found found(byte[] reply, int from) {
    return (reply.length < from + SEQUENCE_BYTES)
        ? new Found(0, null)
        : new Found(number(reply, from, SEQUENCE_BYTES), entry(reply, from + SEQUENCE_BYTES));
  }

  /**
   * The same where the script tells when a recall has let the entry expire, 0 for never, between
   * both.
   *
   * @param now the instant by which that has expired for certain, by the clock of this node
   */
  static Found found(byte[] reply, long now) {
    if (reply.length < SEQUENCE_BYTES + INSTANT_BYTES) {
      return new Found(0, null);
    }
    Stored entry = entry(reply, SEQUENCE_BYTES + INSTANT_BYTES);
    long expired = number(reply, SEQUENCE_BYTES, INSTANT_BYTES);
    return new Found(
        number(reply, 0, SEQUENCE_BYTES),
        (entry == null || expired == 0) ? entry : entry.endingBy(Math.min(expired, now)));
  }

  /** A number as Redis writes it; 0 for none, and for what is none. */
  static long decimal(byte @Nullable [] digits) {
    long number = 0;
    if (digits == null || digits.length > 18) {
      return 0;
    }
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        return 0;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }

  static long number(byte[] bytes, int from, int length) {
    return EntryBytes.number(bytes, from, length);
  }

  // ---- what a plan becomes

  static byte[] acts(Plan plan) {
    return new byte[] {
      letter(plan.whenAbsent()),
      letter(plan.whenPresent()),
      letter(plan.wantsEntry()),
      letter(plan.isWrittenBehind())
    };
  }

  private static byte letter(boolean wanted) {
    return (byte) (wanted ? '1' : '0');
  }

  private static byte letter(Act act) {
    return (byte)
        switch (act) {
          case LEAVE -> '-';
          case TOUCH -> 't';
          case WRITE -> 'w';
          case LOAD -> 'l';
          case DELETE -> 'd';
          case DROP -> 'x';
        };
  }

  /** The version that has to be there, and behind it the one that is passed over, if any. */
  static byte[] condition(Plan plan) {
    Version passed = plan.unreadable();
    byte[] expected = expected(plan);
    if (passed == null) {
      return expected;
    }
    byte[] version = bytes(passed);
    return ByteBuffer.allocate(expected.length + 1 + version.length)
        .put(expected)
        .put(PASSED)
        .put(version)
        .array();
  }

  private static byte[] expected(Plan plan) {
    if (!plan.isConditional()) {
      return NONE;
    }
    Version version = plan.expected();
    return (version == null) ? ABSENT : bytes(version);
  }

  private static byte[] bytes(Version version) {
    byte[] bytes = new byte[VERSION_BYTES];
    put(bytes, 0, SEQUENCE_BYTES, version.sequence());
    put(bytes, SEQUENCE_BYTES, NONCE_BYTES, version.nonce());
    return bytes;
  }

  static byte[] lifetimes(Lifetimes lives) {
    return ByteBuffer.allocate(24)
        .putLong(life(lives.creation()))
        .putLong(life(lives.update()))
        .putLong(life(lives.access()))
        .array();
  }

  /** A lifetime as scripts know it: -1 is eternal, -2 unchanged. */
  static long life(long length) {
    return (length == Lifetimes.ETERNAL) ? -1 : (length == Lifetimes.UNCHANGED) ? -2 : length;
  }

  /** What the entry begins with if it never expires, nonce and, if it was loaded, for how long. */
  static byte[] stamp(long nonce, Plan plan) {
    int flags = EntryBytes.flags(plan);
    int duration = ((flags & EntryBytes.LOADED) == 0) ? 0 : EntryBytes.DURATION_BYTES;
    byte[] stamp = new byte[STAMP_BYTES + duration];
    stamp[0] = (byte) EntryBytes.MAGIC;
    stamp[EntryBytes.FLAGS_AT] = (byte) flags;
    put(stamp, EntryBytes.VERSION_AT, NONCE_BYTES, nonce);
    put(stamp, STAMP_BYTES, duration, Math.min(plan.loadMicros(), EntryBytes.LONGEST_LOAD));
    return stamp;
  }

  /** What follows the header of the entry. */
  static byte[] body(Plan plan) {
    return EntryBytes.body(plan.tags(), plan.payload());
  }

  /** The hashes of tags, one after the other. */
  static byte[] hashes(long[] tags) {
    ByteBuffer hashes = ByteBuffer.allocate(Long.BYTES * tags.length);
    hashes.asLongBuffer().put(tags);
    return hashes.array();
  }

  /** The hashes that bytes hold, one after the other. */
  static long[] tags(byte[] hashes, int from, int count) {
    long[] tags = new long[count];
    ByteBuffer.wrap(hashes, from, Long.BYTES * count).asLongBuffer().get(tags);
    return tags;
  }

  /** The right by which a plan goes: no bytes for none, a sign if nobody may hold the key. */
  static byte[] right(Plan plan) {
    Lease lease = plan.lease();
    return (lease != null) ? token(lease.token()) : (plan.right() == Right.FREE) ? ABSENT : NONE;
  }

  /** A ticket or the token of a lease; no bytes for 0. */
  static byte[] token(long number) {
    return (number == 0) ? NONE : ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static void put(byte[] bytes, int from, int length, long number) {
    EntryBytes.put(bytes, from, length, number);
  }

  // ---- what comes back

  /** The sequence that an answer consists of. */
  static long sequence(byte[] reply) {
    return (reply.length < SEQUENCE_BYTES) ? 0 : number(reply, 0, SEQUENCE_BYTES);
  }

  static Outcome outcome(byte[] reply, long nonce) {
    if (reply.length < REPLY) {
      throw new TierException("Redis gave an answer of " + reply.length + " bytes", null, false);
    }
    return new Outcome(
        verdict(reply[0]),
        act(reply[1]),
        reply[2] == '1',
        reply[3] == '1',
        new Version(number(reply, 4, SEQUENCE_BYTES), nonce),
        number(reply, 4 + SEQUENCE_BYTES, INSTANT_BYTES),
        entry(reply, REPLY));
  }

  /**
   * What a partition's answer to blind stores says of one of them.
   *
   * @param place which of the partition's entries it is, from 0 on
   */
  static Outcome outcome(byte[] reply, int place, long nonce) {
    Verdict verdict = verdict(reply[0]);
    if (verdict == Verdict.FULL) {
      long sequence = decimal(Arrays.copyOfRange(reply, 1, reply.length));
      return new Outcome(verdict, Act.LEAVE, false, false, new Version(sequence, nonce), 0, null);
    }
    long first = number(reply, 1, SEQUENCE_BYTES);
    long expires = number(reply, 1 + SEQUENCE_BYTES, INSTANT_BYTES);
    Version version = new Version(first + place, nonce);
    return new Outcome(verdict, Act.WRITE, false, true, version, expires, null);
  }

  private static Verdict verdict(byte letter) {
    return switch (letter) {
      case 'm' -> Verdict.MADE;
      case 'o' -> Verdict.OVERTAKEN;
      case 'f' -> Verdict.FENCED;
      case 'r' -> Verdict.REVOKED;
      case 'b' -> Verdict.FULL;
      default -> throw new TierException("Redis gave an unknown answer " + letter, null, false);
    };
  }

  static Act act(byte letter) {
    return switch (letter) {
      case 't' -> Act.TOUCH;
      case 'w' -> Act.WRITE;
      case 'l' -> Act.LOAD;
      case 'd' -> Act.DELETE;
      case 'x' -> Act.DROP;
      default -> Act.LEAVE;
    };
  }
}
