package org.entresol.store.tiered;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.entresol.store.KeyPattern;
import org.entresol.tier.Glob;
import org.entresol.tier.KeyBatches;
import org.jspecify.annotations.Nullable;

/**
 * The keys in a tier that look like something, batch by batch, of which none is empty. What cannot
 * be read as a key is passed over. Belongs to one thread.
 *
 * @param <K> the type of keys
 */
final class TieredKeys<K> extends KeyBatches<K> {

  private final KeyPattern pattern;
  private final TierCodec<K, ?> codec;
  private final Failures failures;
  private final Iterator<List<byte[]>> names;

  /**
   * Begins.
   *
   * @param scan what the tier has that looks like it
   */
  TieredKeys(
      KeyPattern pattern,
      Function<Glob, Iterator<List<byte[]>>> scan,
      TierCodec<K, ?> codec,
      Failures failures) {
    this.pattern = pattern;
    this.codec = codec;
    this.failures = failures;
    this.names = failures.ask(() -> scan.apply(pattern.inTier()));
  }

  @Override
  protected @Nullable List<K> more() {
    return failures.ask(names::hasNext) ? fitting(failures.ask(names::next)) : null;
  }

  private List<K> fitting(List<byte[]> some) {
    List<K> fitting = new ArrayList<>(some.size());
    for (byte[] name : some) {
      K key = codec.keyOf(name);
      if (key != null && pattern.fits(key)) {
        fitting.add(key);
      }
    }
    return fitting;
  }
}
