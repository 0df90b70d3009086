package org.entresol.model;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** An entry in the hands of a processor, with the net effect of what the processor did to it. */
final class ReferenceEntry implements MutableEntry<Integer, Box> {

  /** What is left of a processor once it has ended. */
  enum Effect {
    NONE,
    ACCESS,
    LOAD,
    WRITE,
    DELETE
  }

  private final Integer key;
  private final @Nullable Box present;
  private final Supplier<@Nullable Box> source;
  private final UnaryOperator<Box> share;
  private Effect effect = Effect.NONE;
  private @Nullable Box loaded;
  private @Nullable Box value;
  private boolean known;
  private boolean asked;

  /**
   * An entry as found.
   *
   * @param present the value in the cache, the processor's own, or null
   * @param source loads the value of a missing entry
   * @param share gives the processor a loaded value
   */
  ReferenceEntry(
      Integer key,
      @Nullable Box present,
      Supplier<@Nullable Box> source,
      UnaryOperator<Box> share) {
    this.key = key;
    this.present = present;
    this.source = source;
    this.share = share;
    this.known = present != null;
  }

  Effect effect() {
    return effect;
  }

  /** What the source said, whatever the processor has done to its copy since. */
  @Nullable Box loaded() {
    return loaded;
  }

  @Override
  public Integer getKey() {
    return key;
  }

  @Override
  public boolean exists() {
    return (effect == Effect.NONE) ? present != null : effect != Effect.DELETE;
  }

  @Override
  public @Nullable Box getValue() {
    if (effect == Effect.NONE && present != null) {
      effect = Effect.ACCESS;
      value = present;
    } else if (effect == Effect.NONE && !asked) {
      asked = true;
      loaded = source.get();
      value = (loaded == null) ? null : share.apply(loaded);
      effect = (loaded == null) ? Effect.NONE : Effect.LOAD;
      known |= loaded != null;
    }
    return value;
  }

  @Override
  public void setValue(Box newValue) {
    effect = Effect.WRITE;
    value = newValue;
  }

  /** Takes back a creation; whatever the source may have had before is deleted. */
  @Override
  public void remove() {
    effect = (effect == Effect.WRITE && !known) ? Effect.NONE : Effect.DELETE;
    known |= effect == Effect.DELETE;
    value = null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new IllegalArgumentException();
  }
}
