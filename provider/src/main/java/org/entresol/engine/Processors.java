package org.entresol.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Hold;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/**
 * The running of entry processors, each alone with its key (JSR-107, chapter 10).
 *
 * <p>A processor runs once, unless a plain write of another node slipped in under it: then it runs
 * again on what that left, if no writer was called. A processor runs in the caller's thread under a
 * hold of its key, so it may use anything of the caller's, and any cache for other keys; it may
 * take long without holding up other keys. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Processors<K, V> {

  private final EntryStore<K, V> store;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final Writes<K, V> writes;
  private final @Nullable ReadThrough<K, V> readThrough;
  private final Class<V> valueType;

  /**
   * Creates the running of processors of one cache.
   *
   * @param readThrough loads what a processor asks for and is missing, or null
   * @param valueType what values have to be
   */
  public Processors(
      CacheContext<K, V> context,
      Writes<K, V> writes,
      @Nullable ReadThrough<K, V> readThrough,
      Class<V> valueType) {
    this.store = context.store();
    this.values = context.values();
    this.terms = context.terms();
    this.writes = writes;
    this.readThrough = readThrough;
    this.valueType = valueType;
  }

  /** {@link javax.cache.Cache#invoke}. */
  public <T> T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    long start = terms.statistics().start();
    Invocation<T> invocation =
        new Invocation<>(writes.of(Operation.INVOKE, key), processor, arguments);
    T result = invocation.run();
    invocation.settle(start);
    return result;
  }

  /** One processor on its way to one key. Belongs to one thread. */
  private final class Invocation<T> {

    private final Update<K, V> update;
    private final EntryProcessor<K, V, T> processor;
    private final @Nullable Object[] arguments;
    private boolean counted;
    private boolean made;

    Invocation(
        Update<K, V> update, EntryProcessor<K, V, T> processor, @Nullable Object[] arguments) {
      this.update = update;
      this.processor = processor;
      this.arguments = arguments;
    }

    T run() {
      T result;
      do {
        result = underHold();
      } while (!made);
      return result;
    }

    /** Runs the processor, and again on what is found then if another node came in between. */
    private T underHold() {
      try (Hold<K, V> hold = store.hold(update.key())) {
        T result;
        do {
          result = process(hold.entry());
          made = writes.commit(update, hold);
        } while (!made && !hold.isLost());
        return result;
      }
    }

    private T process(@Nullable Entry<V> held) {
      update.observe(held);
      if (!counted) {
        counted = true;
        update.countLookup();
      }
      ProcessorEntry<K, V> entry =
          new ProcessorEntry<>(
              values.key(update.key()), valueType, update.found(), k -> read(update));
      T result = Processors.process(processor, entry, arguments);
      if (entry.act() == Act.WRITE) {
        update.write(values.entry(update.key(), entry.wanted(), null, update.isHeard()));
      }
      update.choose(entry.act());
      writes.writeThrough(update);
      return result;
    }

    void settle(long start) {
      update.countChange();
      update.took(start, 1);
      terms.events().deliver(update.changes());
    }
  }

  private @Nullable V read(Update<K, V> update) {
    if (update.found()) {
      return values.forUserIfAny(update.present(), writes.isHeard());
    }
    V loaded = (readThrough == null) ? null : readThrough.loadHeld(update.key());
    if (loaded == null) {
      return null;
    }
    // What is to be stored is what the source said, whatever the processor does to its copy.
    update.write(values.entry(update.key(), loaded, null, update.isHeard()));
    return values.value(loaded);
  }

  private static <K, V, T> T process(
      EntryProcessor<K, V, T> processor,
      ProcessorEntry<K, V> entry,
      @Nullable Object... arguments) {
    try {
      return processor.process(entry, arguments);
    } catch (CacheException e) {
      throw e;
    } catch (Exception e) {
      throw new EntryProcessorException(
          "The entry processor %s failed for key '%s'"
              .formatted(processor.getClass().getName(), entry.getKey()),
          e);
    }
  }

  /** {@link javax.cache.Cache#invokeAll}: what one key's processor throws is that key's result. */
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    Map<K, EntryProcessorResult<T>> results = new HashMap<>();
    for (K key : keys) {
      EntryProcessorResult<T> result = resultOf(key, processor, arguments);
      if (result != null) {
        results.put(key, result);
      }
    }
    return results;
  }

  private <T> @Nullable EntryProcessorResult<T> resultOf(
      K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    try {
      T result = invoke(key, processor, arguments);
      return (result == null) ? null : () -> result;
    } catch (EntryProcessorException e) {
      return failed(e);
    } catch (RuntimeException e) {
      return failed(new EntryProcessorException(e));
    }
  }

  private static <T> EntryProcessorResult<T> failed(EntryProcessorException failure) {
    return () -> {
      throw failure;
    };
  }
}
