package org.entresol.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.IdentityMap;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A Kryo that copies and encodes graphs of objects of any class, with one serializer of ours for
 * everything. Not thread-safe; after a failure it must not be used again.
 *
 * <p>Kryo keeps the identities: an object that occurs twice in a graph is copied once.
 */
final class GraphKryo extends Kryo {

  private static final int BUFFER = 4096;

  private final Plans plans;
  private final AnySerializer serializer;
  private final Output measured = new Output(OutputStream.nullOutputStream(), BUFFER);

  GraphKryo(Plans plans, ClassLoader loader) {
    super(new MapReferenceResolver());
    this.plans = plans;
    this.serializer = new AnySerializer(this, plans);
    setRegistrationRequired(false);
    setClassLoader(loader);
    addDefaultSerializer(Object.class, serializer);
  }

  /** A copy of what may be shared by nobody; called for every object of a graph. */
  @Override
  public <T> @Nullable T copy(@Nullable T original) {
    if (original == null) {
      return null;
    }
    Plan plan = plans.of(original.getClass());
    if (plan == Plan.SHARE) {
      return original;
    }
    T copy = plan.isLeaf() && getOriginalToCopyMap() != null ? copyOfLeaf(original, plan) : null;
    return copy != null ? copy : copy(original, serializer);
  }

  @SuppressWarnings("unchecked") // a copy can stand wherever its original stood
  private <T> @Nullable T copyOfLeaf(T original, Plan plan) {
    Object copy = known(this, original);
    if (copy == null) {
      copy = plan.copy(original, plans);
      if (copy != null) {
        remember(this, original, copy);
      }
    }
    return (T) copy;
  }

  /** The length of the encoded form of an object in bytes. */
  long lengthOf(Object object) {
    measured.reset();
    writeClassAndObject(measured, object);
    return measured.total();
  }

  /** The copy that was already made of an object in this walk, if any. */
  static @Nullable Object known(Kryo kryo, Object original) {
    return copies(kryo).get(original);
  }

  /** Notes the copy that was made of an object, and gives it back. */
  static Object remember(Kryo kryo, Object original, Object copy) {
    copies(kryo).put(original, copy);
    return copy;
  }

  @SuppressWarnings("unchecked") // Kryo declares the map without its types
  private static IdentityMap<Object, Object> copies(Kryo kryo) {
    return kryo.getOriginalToCopyMap();
  }
}
