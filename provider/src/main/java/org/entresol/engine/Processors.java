package org.entresol.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.entresol.guard.Deadline;
import org.entresol.guard.DeadlockException;
import org.entresol.guard.Rounds;
import org.entresol.store.Batches;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Hold;
import org.entresol.store.Holds;
import org.entresol.store.Reach;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/**
 * The running of entry processors, each alone with its key (JSR-107, chapter 10).
 *
 * <p>A processor runs once, unless another node changed the entry under it, which only a plain
 * write can if it is alone with its key: then it runs again on what that left, if no writer was
 * called. A processor runs in the caller's thread under a hold of its key, so it may use anything
 * of the caller's, and any cache for other keys; it may take long without holding up other keys.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Processors<K, V> {

  /** For how long keys are held together, in nanoseconds: others may wait for each of them. */
  private static final long LONGEST_TOGETHER = TimeUnit.MILLISECONDS.toNanos(50);

  private final EntryStore<K, V> store;
  private final Values<K, V> values;
  private final Terms<K, V> terms;
  private final Writes<K, V> writes;
  private final @Nullable ReadThrough<K, V> readThrough;
  private final Class<V> valueType;

  private final Reach first;

  /** How many keys are held together; one where each may have to wait for the source. */
  private final int together;

  /**
   * Creates the running of processors of one cache.
   *
   * @param readThrough loads what a processor asks for and is missing, or null
   * @param valueType what values have to be
   * @param first whom a processor keeps out that may run again; all where a writer or a policy of
   *     the user's has to do with it
   */
  public Processors(
      CacheContext<K, V> context,
      Writes<K, V> writes,
      @Nullable ReadThrough<K, V> readThrough,
      Class<V> valueType,
      Reach first) {
    this.store = context.store();
    this.values = context.values();
    this.terms = context.terms();
    this.writes = writes;
    this.readThrough = readThrough;
    this.valueType = valueType;
    boolean asksUser = writes.reachSource() || terms.expiry().asksUser();
    this.first = asksUser ? Reach.EVERYWHERE : first;
    this.together = (readThrough == null && !writes.reachSource()) ? store.together() : 1;
  }

  /** {@link javax.cache.Cache#invoke}. */
  public <T> T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    long start = terms.statistics().start();
    Invocation<T> invocation = new Invocation<>(key, processor, arguments);
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

    Invocation(K key, EntryProcessor<K, V, T> processor, @Nullable Object[] arguments) {
      this.update = writes.of(Operation.INVOKE, key);
      this.processor = processor;
      this.arguments = arguments;
    }

    T run() {
      Deadline deadline = store.patience();
      T result = underHold(first, deadline);
      for (int round = 1; !made; round++) {
        writes.requireRound(round, update.key());
        result = underHold(Reach.EVERYWHERE, deadline);
      }
      return result;
    }

    /** Runs the processor, and again on what is found then if another node came in between. */
    private T underHold(Reach reach, Deadline deadline) {
      try (Hold<K, V> hold = store.hold(update.key(), reach, deadline)) {
        T result = attempt(hold);
        for (int round = 1; !made && !hold.isLost(); round++) {
          writes.requireRound(round, update.key());
          result = attempt(hold);
        }
        return result;
      }
    }

    private T attempt(Hold<K, V> hold) {
      T result = process(hold.entry());
      made = writes.commit(update, hold);
      return result;
    }

    /** Runs the processor on what is held; what it wants is written through, and not done yet. */
    T process(@Nullable Entry<V> held) {
      update.observe(held);
      if (!counted) {
        counted = true;
        terms.telling().countLookup(update);
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
      terms.telling().countChange(update);
      terms.telling().took(update, start, 1);
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

  // ---- many keys

  /**
   * {@link javax.cache.Cache#invokeAll}: what one key's processor throws is that key's result. Keys
   * that are free are held together, where that saves ways; the others are waited for one by one.
   */
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    Map<K, EntryProcessorResult<T>> results = new HashMap<>();
    for (List<K> part : Batches.<K>of(keys, together)) {
      Map<K, Supplier<T>> endings =
          (part.size() == 1)
              ? Map.of(part.get(0), () -> invoke(part.get(0), processor, arguments))
              : new Together<>(processor, arguments).invoke(part);
      endings.forEach(
          (key, ending) -> {
            EntryProcessorResult<T> result = resultOf(ending);
            if (result != null) {
              results.put(key, result);
            }
          });
    }
    return results;
  }

  /** A processor on its way to many keys that are held together. Belongs to one thread. */
  private final class Together<T> {

    private final EntryProcessor<K, V, T> processor;
    private final @Nullable Object[] arguments;
    private final long start = terms.statistics().start();
    private final Map<K, Supplier<T>> ended = new HashMap<>();

    /** The keys that are better held alone: processors take long, or use each other's keys. */
    private final Set<K> apart = new HashSet<>();

    private long begun;

    Together(EntryProcessor<K, V, T> processor, @Nullable Object[] arguments) {
      this.processor = processor;
      this.arguments = arguments;
    }

    /** How it ends for each key; those last that others hold, so that they keep none waiting. */
    Map<K, Supplier<T>> invoke(List<K> keys) {
      Map<K, Invocation<T>> due = new LinkedHashMap<>();
      for (K key : keys) {
        Invocation<T> invocation = new Invocation<>(key, processor, arguments);
        due.put(invocation.update.key(), invocation);
      }
      try (Holds<K, V> holds = store.holdFree(due.keySet())) {
        due.keySet().retainAll(holds.keys());
        begun = System.nanoTime();
        for (int round = 0; !due.isEmpty() && round < Rounds.MOST; round++) {
          run(due, holds);
        }
      }
      List<K> order = new ArrayList<>(keys);
      order.sort(
          Comparator.comparing(key -> ended.containsKey(key) ? 0 : apart.contains(key) ? 1 : 2));
      Map<K, Supplier<T>> endings = new LinkedHashMap<>();
      order.forEach(key -> endings.put(key, ended.getOrDefault(key, alone(key))));
      return endings;
    }

    private Supplier<T> alone(K key) {
      return () -> Processors.this.invoke(key, processor, arguments);
    }

    /** Runs it for each key, and takes away from what is due what has ended, or was lost. */
    private void run(Map<K, Invocation<T>> due, Holds<K, V> holds) {
      Map<K, T> returned = new LinkedHashMap<>();
      List<Update<K, V>> updates = new ArrayList<>();
      due.forEach(
          (key, invocation) -> {
            if (System.nanoTime() - begun > LONGEST_TOGETHER) {
              apart.add(key);
              return;
            }
            try {
              returned.put(key, invocation.process(holds.entry(key)));
              updates.add(invocation.update);
            } catch (RuntimeException e) {
              if (wantsAnother(e)) {
                apart.add(key);
              } else {
                ended.put(key, failing(e));
              }
            }
          });
      try {
        writes.commitAll(updates, holds).forEach(lost -> returned.remove(lost.key()));
      } catch (RuntimeException e) {
        updates.stream()
            .filter(update -> !update.isCommitted())
            .forEach(update -> ended.put(update.key(), failing(e)));
      }
      returned.forEach((key, result) -> ended.putIfAbsent(key, settling(due.get(key), result)));
      due.keySet()
          .removeIf(key -> ended.containsKey(key) || holds.isLost(key) || apart.contains(key));
    }

    /** Whether it failed because it uses other keys that are held with its own. */
    private boolean wantsAnother(RuntimeException failure) {
      return failure.getCause() instanceof DeadlockException;
    }

    private Supplier<T> settling(@Nullable Invocation<T> invocation, T result) {
      return () -> {
        requireNonNull(invocation).settle(start);
        return result;
      };
    }

    private Supplier<T> failing(RuntimeException failure) {
      return () -> {
        throw failure;
      };
    }
  }

  private static <T> @Nullable EntryProcessorResult<T> resultOf(Supplier<T> ending) {
    try {
      T result = ending.get();
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
