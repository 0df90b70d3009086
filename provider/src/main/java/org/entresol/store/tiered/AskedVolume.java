package org.entresol.store.tiered;

import java.util.List;
import org.entresol.tier.Volume;
import org.jspecify.annotations.Nullable;

/** A tier's files, of which users hear as of everything that they ask the tier. Thread-safe. */
final class AskedVolume implements Volume {

  private final Volume volume;
  private final Failures failures;

  private AskedVolume(Volume volume, Failures failures) {
    this.volume = volume;
    this.failures = failures;
  }

  /** Those of a tier that has any; null otherwise. */
  static @Nullable Volume of(@Nullable Volume volume, Failures failures) {
    return (volume == null) ? null : new AskedVolume(volume, failures);
  }

  @Override
  public Figures figures() {
    return failures.ask(volume::figures);
  }

  @Override
  public List<String> check() {
    return failures.ask(volume::check);
  }

  @Override
  public void compact() {
    failures.tell(volume::compact);
  }
}
