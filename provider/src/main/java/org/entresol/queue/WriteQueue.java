package org.entresol.queue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.entresol.tier.Backlog;
import org.jspecify.annotations.Nullable;

/**
 * The pending writes of one cache, the last of each key, and the dead letters among them.
 *
 * <p>They come in with the steps of the store, in one piece with the entry, and leave with {@link
 * #settle}. Writes of one key are carried out in their order: a newer one stays pending while an
 * older one is under way. Thread-safe; what a queue in a tier throws when that does not answer is
 * what users get to see.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface WriteQueue<K, V> {

  /**
   * Claims writes that are due, unless somebody else carries them out.
   *
   * @param early whether to claim also those that only wait for later ones of their keys
   * @return the claims, to be {@linkplain #settle settled}; none is empty
   */
  List<Claim<K, V>> claim(boolean early);

  /** Prolongs the claims that are not settled yet, where that is due. */
  void extend();

  /**
   * Takes over what became of a claim's writes; those without a result stay as they are.
   *
   * @return whether the claim stood until now
   */
  boolean settle(Claim<K, V> claim, List<Result<K, V>> results);

  /** What the source has not got of some keys: pending writes or else dead letters. */
  Map<K, PendingWrite<K, V>> unwritten(Collection<? extends K> keys);

  /** How much there is. */
  Backlog backlog();

  /** Some of the pending writes, for messages. */
  List<PendingWrite<K, V>> pending(int most);

  /** Some of the dead letters. */
  List<BuriedWrite<K, V>> dead(int most);

  /**
   * Makes a dead letter a pending write again; one whose key was written anew since is dropped.
   *
   * @return false when there was no such dead letter, or no room for it
   */
  boolean replay(String id);

  /**
   * The key of a dead letter, which may be gone by now.
   *
   * @return null when there is no such letter, or its key cannot be read
   */
  @Nullable K keyOf(String id);

  /**
   * Drops a dead letter.
   *
   * @return whether there was one
   */
  boolean drop(String id);

  /** Takes no more writes in, where they would not outlive this JVM. */
  void close();

  /** Whether pending writes outlive this JVM. */
  boolean isDurable();
}
