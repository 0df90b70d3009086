package org.entresol.tier.disk;

import org.entresol.tier.Lifetimes;
import org.entresol.tier.Stored;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/**
 * How one node wants things to be kept. Immutable.
 *
 * @param grace how many milliseconds entries stay after they have expired
 * @param delay how many milliseconds a pending write waits for later ones of its key
 * @param room how many pending writes a partition may have
 */
record KeepTerms(long grace, long delay, int room) {

  static KeepTerms of(TierOptions options, int partitions) {
    return new KeepTerms(
        options.grace().toMillis(),
        options.queue().delay().toMillis(),
        Math.max(1, options.queue().most() / partitions));
  }

  /** When the room of an entry is freed; null for never. */
  @Nullable Long gone(Stored entry) {
    if (entry.expires() == 0) {
      return null;
    }
    long kept = entry.isAbsence() ? 0 : grace;
    return (entry.expires() > Lifetimes.NEVER - kept) ? null : Long.valueOf(entry.expires() + kept);
  }
}
