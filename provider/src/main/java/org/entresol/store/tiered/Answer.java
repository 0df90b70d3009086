package org.entresol.store.tiered;

import org.entresol.store.near.TieredEntry;
import org.entresol.tier.Act;
import org.entresol.tier.Outcome;
import org.entresol.tier.Stored;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * What a tier made of a step, with what this node can read of it.
 *
 * @param told the entry that the tier tells of; null if it tells of none, or of one that this node
 *     cannot read
 */
record Answer<K, V>(Sent<K, V> sent, Outcome outcome, @Nullable TieredEntry<V> told) {

  /** The version of an entry that was met and cannot be read here; null if there was none. */
  @Nullable Version unreadable() {
    Stored entry = outcome.entry();
    return (entry == null || told != null) ? null : entry.version();
  }

  /** The outcome as users are to see it, to whom an entry that cannot be read is none. */
  Outcome forUsers() {
    return (unreadable() == null) ? outcome : outcome.findingNothing();
  }

  /** Whether the tier took an entry for one that is none to the users of this node. */
  boolean isMisjudged() {
    boolean undecided = outcome.act() == Act.LEAVE || outcome.act() == Act.TOUCH;
    return unreadable() != null
        && undecided
        && (outcome.verdict() == Verdict.MADE || outcome.verdict() == Verdict.OVERTAKEN);
  }
}
