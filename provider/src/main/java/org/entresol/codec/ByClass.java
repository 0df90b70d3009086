package org.entresol.codec;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * What is known of classes, found out once for each, which keeps neither these classes nor ours in
 * the JVM.
 *
 * <p>It lies beside the classes ({@link ClassValue}), so that the classes of an application that
 * was undeployed can go. Beside them there are references only, for classes may outlive us as well,
 * as those of the JDK outlive a provider in an application's own archive. Thread-safe.
 *
 * @param <T> the type of what is known
 */
public final class ByClass<T> {
  /** How often it is found out again what the JVM drops at once for want of memory. */
  private static final int TRIES = 3;

  private final Function<Class<?>, T> finder;

  /** What JDK classes refer to weakly; they stay, so that what refers to them may stay as well. */
  private final Queue<T> kept = new ConcurrentLinkedQueue<>();

  private final ClassValue<Reference<T>> found =
      new ClassValue<>() {
        @Override
        protected Reference<T> computeValue(Class<?> type) {
          return find(type);
        }
      };

  /**
   * Creates a memory of nothing yet.
   *
   * @param finder finds out about a class; may be asked more than once, and by many threads
   */
  public ByClass(Function<Class<?>, T> finder) {
    this.finder = finder;
  }

  private Reference<T> find(Class<?> type) {
    T value = finder.apply(type);
    if (ClassFacts.isJdk(type)) {
      kept.add(value);
      return new WeakReference<>(value);
    }
    return new SoftReference<>(value);
  }

  /** What is known of a class. */
  public T of(Class<?> type) {
    for (int i = 0; i < TRIES; i++) {
      T value = found.get(type).get();
      if (value != null) {
        return value;
      }
      found.remove(type);
    }
    return finder.apply(type);
  }
}
