package org.entresol.store;

import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Transition} in a form that can be sent: what to do without an entry and with one.
 *
 * @param whenAbsent the act when there is no entry
 * @param whenPresent the act when there is one
 * @param draft what acts that store are to store, or null
 * @param creation how long it lives as a new entry, in nanoseconds; {@link Long#MAX_VALUE} for ever
 * @param update how long as an update; -1 leaves the instant where it is
 * @param access how long after an access; -1 leaves the instant where it is
 * @param wantsEntry whether the entry that was found is asked for
 * @param heard whether listeners are to hear of it, so that steps of the key are settled in order
 * @param expected the entry that must be there still, or null for no such condition
 * @param <V> the type of values
 */
public record Row<V>(
    Act whenAbsent,
    Act whenPresent,
    @Nullable Entry<V> draft,
    long creation,
    long update,
    long access,
    boolean wantsEntry,
    boolean heard,
    @Nullable Entry<V> expected) {

  /** Whether nothing can come of it, whatever there is. */
  boolean isIdle() {
    return whenAbsent == Act.LEAVE
        && (whenPresent == Act.LEAVE || (whenPresent == Act.TOUCH && access < 0));
  }
}
