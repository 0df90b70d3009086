package org.entresol.tier;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * At which sequence each tag was recalled last: an entry below that is gone, or past its time, if
 * it has the tag.
 *
 * <p>Of many tags only those are remembered that were recalled last; the others count as recalled
 * when the last of them was, so that too much may be gone and never too little. Thread-safe.
 */
public final class RecallFloors {

  /** The most tags that are remembered where there is no other bound. */
  public static final int MOST = 1 << 14;

  /** How many times at which its entries have expired are told apart of each tag. */
  public static final int EXPIRIES_EACH = 3;

  /** The end of what is gone: before all others. */
  public static final long GONE = Long.MIN_VALUE;

  private final ConcurrentMap<Long, Long> floors = new ConcurrentHashMap<>();

  /** What was not dropped but has expired. */
  private final ConcurrentMap<Long, Expiry> expiries = new ConcurrentHashMap<>();

  private final int most;

  /** The sequence below which every tag counts as recalled. */
  private volatile long all;

  /** The highest sequence at which any tag was recalled. */
  private volatile long epoch;

  /** Nothing is recalled yet. */
  public RecallFloors() {
    this(MOST);
  }

  /**
   * Nothing is recalled yet.
   *
   * @param most the most recalls of tags that are remembered
   */
  public RecallFloors(int most) {
    this.most = most;
  }

  /**
   * At which sequence and when the entries of a tag have expired last, and before. Of an entry the
   * first one counts that it was told; the oldest are known as one, with the earliest instant.
   */
  private record Expiry(long sequence, long instant, @Nullable Expiry before) {

    /** The same with another one, which may be an older one that is told once more. */
    Expiry and(long other, long at, long apart) {
      if (other < sequence) {
        Expiry older =
            (before == null) ? new Expiry(other, at, null) : before.and(other, at, apart);
        return new Expiry(sequence, instant, older).cut(EXPIRIES_EACH);
      }
      if (other == sequence || at - instant < Math.max(1, apart)) {
        return new Expiry(other, Math.min(instant, at), before);
      }
      return new Expiry(other, at, cut(EXPIRIES_EACH - 1));
    }

    private Expiry cut(int most) {
      if (before == null) {
        return this;
      }
      return (most > 1)
          ? new Expiry(sequence, instant, before.cut(most - 1))
          : new Expiry(sequence, before.earliest(), null);
    }

    private long earliest() {
      return (before == null) ? instant : before.earliest();
    }

    /** When an entry has expired that is older than this and may be older than what was before. */
    long endOf(long since) {
      return (before == null || since >= before.sequence) ? instant : before.endOf(since);
    }
  }

  /** The highest sequence at which anything was recalled; 0 for not yet. */
  public long epoch() {
    return epoch;
  }

  /** How many recalls of tags are remembered. */
  public int size() {
    return floors.size() + expiries.size();
  }

  /** Recalls tags at a sequence; it holds for all who ask when this has returned. */
  public synchronized void raise(long[] tags, long sequence) {
    makeRoom(tags.length, sequence);
    for (long tag : tags) {
      floors.merge(tag, sequence, Math::max);
    }
    epoch = Math.max(epoch, sequence);
  }

  /** Takes over that the entries of some tags have expired, as somebody else has noted it. */
  public void expire(long[] tags, long sequence, long instant) {
    expire(tags, sequence, instant, 0);
  }

  /**
   * Lets the entries of some tags expire at a sequence; it holds for all who ask when this has
   * returned. What has expired already does not expire again.
   *
   * @param instant when that is, by the clock of whoever asks
   * @param apart what follows another one by less is one with it: what was stored in between may
   *     end by so much too early. With half the time for which entries may be of use after their
   *     end, each is for at least so long, and never longer than all of it
   */
  public synchronized void expire(long[] tags, long sequence, long instant, long apart) {
    makeRoom(tags.length, sequence);
    Expiry latest = new Expiry(sequence, instant, null);
    for (long tag : tags) {
      expiries.merge(tag, latest, (old, late) -> old.and(sequence, instant, apart));
    }
    epoch = Math.max(epoch, sequence);
  }

  /** Forgets the older half of what is remembered, where there is no room for some more. */
  private void makeRoom(int count, long sequence) {
    if (count > most / 2) {
      forget(Math.max(epoch, sequence));
    } else if (size() + count > most) {
      long[] sequences =
          LongStream.concat(
                  floors.values().stream().mapToLong(Long::longValue),
                  expiries.values().stream().mapToLong(Expiry::sequence))
              .sorted()
              .toArray();
      forget(sequences[sequences.length / 2]);
    }
  }

  /** Recalls every tag at a sequence. */
  public synchronized void raiseAll(long sequence) {
    all = Math.max(all, sequence);
    epoch = Math.max(epoch, sequence);
  }

  /**
   * Forgets what was recalled until a sequence: every tag counts as recalled then, so whoever has
   * entries that are older has to have found them in force since.
   */
  public synchronized void forget(long until) {
    all = Math.max(all, until);
    floors.values().removeIf(floor -> floor <= until);
    expiries.values().removeIf(expiry -> expiry.sequence() <= until);
  }

  /**
   * Whether one of some tags was recalled in any way after a sequence.
   *
   * @param since the sequence at which none of them was
   */
  public boolean areRecalled(long[] tags, long since) {
    return endOf(tags, since) != Lifetimes.NEVER;
  }

  /**
   * What recalls after a sequence have made of an entry with some tags.
   *
   * @param since the sequence at which none of them was recalled
   * @return the instant of the first one that has let it expire; {@link #GONE} if one has dropped
   *     it, {@link Lifetimes#NEVER} if there was none
   */
  public long endOf(long[] tags, long since) {
    if (since >= epoch || tags.length == 0) {
      return Lifetimes.NEVER;
    }
    long end = Lifetimes.NEVER;
    for (int i = 0; i < tags.length && since >= all; i++) {
      Long floor = floors.get(tags[i]);
      if (floor != null && floor > since) {
        return GONE;
      }
      Expiry expiry = expiries.get(tags[i]);
      if (expiry != null && expiry.sequence() > since) {
        end = Math.min(end, expiry.endOf(since));
      }
    }
    if (since < all) {
      return GONE; // Some may have been forgotten meanwhile.
    }
    return end;
  }

  /** What is there of an entry now: null if it was dropped, and with its end if it has expired. */
  public @Nullable Stored inForce(Stored entry) {
    long end = endOf(entry.tags(), entry.version().sequence());
    return (end == GONE) ? null : entry.endingBy(end);
  }

  /** What is recalled by now, to go on by itself. */
  public synchronized RecallFloors copy() {
    RecallFloors copy = new RecallFloors(most);
    copy.floors.putAll(floors);
    copy.expiries.putAll(expiries);
    copy.all = all;
    copy.epoch = epoch;
    return copy;
  }
}
