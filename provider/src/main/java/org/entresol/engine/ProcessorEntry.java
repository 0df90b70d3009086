package org.entresol.engine;

import java.util.Objects;
import java.util.function.Function;
import javax.cache.processor.MutableEntry;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the hands of an entry processor: it notes what the processor wants, and changes
 * nothing (JSR-107, chapter 10). Belongs to the processor's thread, for the time of its call.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {

  private final K key;
  private final Class<V> valueType;
  private final boolean found;
  private final Function<K, @Nullable V> reader;
  private @Nullable V value;
  private Act act = Act.LEAVE;

  /** Whether the reader has been asked, which may have said that there is no value. */
  private boolean asked;

  /**
   * Whether the value is this processor's own creation, of a key that as far as it knows was never
   * anywhere, so that removing it again leaves nothing to delete.
   */
  private boolean fresh;

  /**
   * An entry as found.
   *
   * @param valueType what values have to be
   * @param found whether there is an entry in the cache
   * @param reader the value for the processor: the cached one if found, else the source's or null
   */
  ProcessorEntry(K key, Class<V> valueType, boolean found, Function<K, @Nullable V> reader) {
    this.key = key;
    this.valueType = valueType;
    this.found = found;
    this.reader = reader;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public boolean exists() {
    return switch (act) {
      case LEAVE, TOUCH -> found;
      case WRITE, LOAD -> true;
      case DELETE, DROP -> false;
    };
  }

  @Override
  public @Nullable V getValue() {
    if (act == Act.LEAVE && !asked) {
      asked = true;
      value = reader.apply(key);
      if (found) {
        act = Act.TOUCH;
      } else if (value != null) {
        act = Act.LOAD;
      }
    }
    return value;
  }

  @Override
  public void setValue(V newValue) {
    value = valueType.cast(Objects.requireNonNull(newValue, "value"));
    fresh = fresh || (act == Act.LEAVE && !found);
    act = Act.WRITE;
  }

  @Override
  public void remove() {
    act = (act == Act.WRITE && fresh) ? Act.LEAVE : Act.DELETE;
    fresh = false;
    value = null;
  }

  /** What the processor wants. */
  Act act() {
    return act;
  }

  /** The value that the processor has set. */
  V wanted() {
    return Objects.requireNonNull(value);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException("An entry in a processor is not a " + type.getName());
  }
}
