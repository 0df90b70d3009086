package org.entresol.codec.wire;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.util.Pool;
import java.util.function.Function;
import org.entresol.codec.Copier;
import org.entresol.codec.CopyException;
import org.entresol.codec.copy.Plans;

/**
 * The walk through any graph of objects: a pool of Kryos that copy or measure one graph at a time.
 * Thread-safe.
 *
 * <p>The pool holds its Kryos softly, for they know the classes they have met. One whose walk
 * failed is thrown away: it may have stopped anywhere.
 */
final class GraphCopier implements Copier {

  private static final int MOST_IDLE = 2 * Runtime.getRuntime().availableProcessors();

  private final Pool<GraphKryo> idle;

  GraphCopier(Plans plans, ClassLoader loader) {
    this.idle =
        new Pool<>(true, true, MOST_IDLE) {
          @Override
          protected GraphKryo create() {
            return new GraphKryo(plans, loader);
          }
        };
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
    GraphKryo kryo = idle.obtain();
    R result = walk.apply(kryo);
    idle.free(kryo);
    return result;
  }

  /** A failure of the very object that was to be copied needs no frame around it. */
  private static CopyException failure(Object original, Throwable thrown) {
    return thrown instanceof CopyException own && own.isAbout(original.getClass())
        ? own
        : CopyException.of(original.getClass(), thrown);
  }
}
