package org.entresol.codec.wire;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.entresol.codec.Copier;
import org.entresol.codec.CopyException;
import org.entresol.codec.copy.Plans;
import org.entresol.codec.wire.Spares.Spare;

/**
 * The walk through any graph of objects: a pool of Kryos that copy or measure one graph at a time.
 * Thread-safe.
 *
 * <p>The pool holds its Kryos softly, for they know the classes they have met. One whose walk
 * failed is thrown away: it may have stopped anywhere.
 */
final class GraphCopier implements Copier {

  private final Spares<GraphKryo> idle;

  GraphCopier(Plans plans, ClassLoader loader) {
    this.idle = new Spares<>(() -> new GraphKryo(plans, loader));
  }

  @Override
  public Object copy(Object original) {
    try {
      return walk(kryo -> requireNonNull(kryo.copy(original)));
    } catch (RuntimeException | StackOverflowError e) {
      throw failure(original, e);
    }
  }

  /** The length of the encoded form of a graph in bytes. */
  long encodedLength(Object value) {
    try {
      return walk(kryo -> kryo.lengthOf(value));
    } catch (RuntimeException | StackOverflowError e) {
      throw CopyException.ofSize(value.getClass(), e);
    }
  }

  private <R> R walk(Function<GraphKryo, R> walk) {
    Spare<GraphKryo> kryo = idle.take();
    R result = walk.apply(kryo.object());
    idle.giveBack(kryo);
    return result;
  }

  /** A failure of the very object that was to be copied needs no frame around it. */
  private static CopyException failure(Object original, Throwable thrown) {
    return thrown instanceof CopyException own && own.isAbout(original.getClass())
        ? own
        : CopyException.of(original.getClass(), thrown);
  }
}
