package org.entresol.store.tiered;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.entresol.tier.Horizon;
import org.entresol.tier.Horizons;

/**
 * The horizons of loads where all nodes find them: in the tier, by the bytes of keys. Thread-safe.
 *
 * @param tier the same by bytes
 * @param bytesOf the bytes of a key
 * @param failures asks the tier
 * @param <K> the type of keys
 */
record TieredHorizons<K>(Horizons<byte[]> tier, Function<K, byte[]> bytesOf, Failures failures)
    implements Horizons<K> {

  @Override
  public void raise(Collection<K> keys, Horizon horizon, Duration length) {
    List<byte[]> bytes = bytes(keys);
    failures.tell(() -> tier.raise(bytes, horizon, length));
  }

  @Override
  public void raiseAll(Horizon horizon, Duration length) {
    failures.tell(() -> tier.raiseAll(horizon, length));
  }

  @Override
  public List<Set<String>> of(List<K> keys) {
    List<byte[]> bytes = bytes(keys);
    return failures.ask(() -> tier.of(bytes));
  }

  private List<byte[]> bytes(Collection<K> keys) {
    return keys.stream().map(bytesOf).toList();
  }
}
