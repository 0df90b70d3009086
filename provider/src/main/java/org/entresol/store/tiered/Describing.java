package org.entresol.store.tiered;

import org.entresol.KeyDescription;
import org.entresol.store.near.Place;
import org.entresol.tier.Entries;
import org.entresol.tier.Found;

/**
 * The describing of where an entry lies, near and in the tier, at one moment. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Describing<K, V> {

  /** How often a key is looked at that changes while it is described. */
  private static final int MOST_LOOKS = 5;

  private final Entries tier;
  private final Wording<K, V> wording;
  private final Failures failures;

  Describing(Entries tier, Wording<K, V> wording, Failures failures) {
    this.tier = tier;
    this.wording = wording;
    this.failures = failures;
  }

  /** Where the entry of a key lies. */
  KeyDescription describe(K key) {
    Place<K, V> place = wording.place(key);
    Found found = asked(place);
    // What this node has put meanwhile would look older here than there.
    Place<K, V> after = wording.place(key);
    for (int look = 1; look < MOST_LOOKS && after.near() != place.near(); look++) {
      place = after;
      found = asked(place);
      after = wording.place(key);
    }
    return wording.described(place, found);
  }

  private Found asked(Place<K, V> place) {
    return failures.ask(() -> tier.read(place.bytes()));
  }
}
