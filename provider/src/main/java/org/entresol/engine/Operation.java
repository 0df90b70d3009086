package org.entresol.engine;

import static org.entresol.tier.Act.DELETE;
import static org.entresol.tier.Act.DROP;
import static org.entresol.tier.Act.LEAVE;
import static org.entresol.tier.Act.LOAD;
import static org.entresol.tier.Act.TOUCH;
import static org.entresol.tier.Act.WRITE;

import org.entresol.tier.Act;

/**
 * The operations that change an entry, one row each, to be laid beside the tables of JSR-107.
 *
 * <p>An expired entry is an absent one. <i>Matches</i> and <i>differs</i> are told apart only by
 * the operations that name an expected value. {@code invoke} only looks up: its entry processor
 * chooses the act. An entry that was refreshed lives as a new one, which one that was loaded again
 * by {@code loadAll} does not: to the expiry policy that is an update. To purge is to invalidate
 * what is only kept though its time has passed.
 */
public enum Operation {
  // spotless:off
  //              absent  matches differs counts  returns
  PUT             (WRITE,  WRITE,  WRITE,  false, false),
  GET_AND_PUT     (WRITE,  WRITE,  WRITE,  true,  true),
  PUT_IF_ABSENT   (WRITE,  LEAVE,  LEAVE,  true,  false),
  REPLACE         (LEAVE,  WRITE,  WRITE,  true,  false),
  GET_AND_REPLACE (LEAVE,  WRITE,  WRITE,  true,  true),
  REPLACE_IF      (LEAVE,  WRITE,  TOUCH,  true,  false),
  REMOVE          (DELETE, DELETE, DELETE, false, false),
  GET_AND_REMOVE  (DELETE, DELETE, DELETE, true,  true),
  REMOVE_IF       (LEAVE,  DELETE, TOUCH,  true,  false),
  LOAD_ABSENT     (LOAD,   LEAVE,  LEAVE,  false, true),
  RELOAD          (LOAD,   LOAD,   LOAD,   false, false),
  REFRESH         (LOAD,   LOAD,   LOAD,   false, false),
  EXPIRE          (LEAVE,  LEAVE,  LEAVE,  false, false),
  INVALIDATE      (DROP,   DROP,   DROP,   false, false),
  PURGE           (DROP,   LEAVE,  LEAVE,  false, false),
  INVOKE          (LEAVE,  LEAVE,  LEAVE,  true,  false);
  // spotless:on

  private final Act absent;
  private final Act matches;
  private final Act differs;
  private final boolean countsLookup;
  private final boolean returnsFound;

  Operation(Act absent, Act matches, Act differs, boolean countsLookup, boolean returnsFound) {
    this.absent = absent;
    this.matches = matches;
    this.differs = differs;
    this.countsLookup = countsLookup;
    this.returnsFound = returnsFound;
  }

  /** The act of this row when there is no entry. */
  Act whenAbsent() {
    return absent;
  }

  /** The act of this row when there is an entry, with the expected value or another. */
  Act whenPresent(boolean asExpected) {
    return asExpected ? matches : differs;
  }

  /** Whether the user names the value that the entry must have. */
  boolean expectsValue() {
    return matches != differs;
  }

  /** Whether finding an entry counts as a hit and finding none as a miss. */
  boolean countsLookup() {
    return countsLookup;
  }

  /** Whether the entry that is found goes to whoever asked. */
  boolean returnsFound() {
    return returnsFound;
  }

  /** Whether some act of this row stores or touches, so that the expiry policy is asked. */
  boolean asksExpiry() {
    return absent.stores() || matches == WRITE || differs == TOUCH;
  }

  /** Whether some act of this row reaches the writer. */
  boolean asksWriter() {
    return absent.reachesSource() || matches.reachesSource();
  }
}
