package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.IdentityMap;
import java.io.OutputStream;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.SchemaStore;
import org.entresol.codec.Trail;
import org.entresol.codec.copy.Plan;
import org.entresol.codec.copy.Plans;
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
  private final WireForms forms;
  private final WireWriter writer;
  private final WireReader reader;
  private final Output measured = new Output(OutputStream.nullOutputStream(), BUFFER);

  /** A Kryo that copies and measures, of any class. */
  GraphKryo(Plans plans, ClassLoader loader) {
    this(plans, loader, AllowedClasses.ANY, new SchemaBook(plans, SchemaStore.NONE));
  }

  GraphKryo(Plans plans, ClassLoader loader, AllowedClasses allowed, SchemaBook schemas) {
    super(new AllowedResolver(), null);
    this.plans = plans;
    this.forms =
        new WireForms(this, plans, allowed, schemas, new SerializerChoice(this, plans)::of);
    this.writer = new WireWriter(this, forms);
    this.reader = new WireReader(this, forms);
    this.serializer = new AnySerializer(forms);
    setRegistrationRequired(false);
    setClassLoader(loader);
    if (forms.areBounded()) {
      setMaxDepth(WireForm.MOST_LEVELS);
    }
    addDefaultSerializer(Object.class, serializer);
  }

  /** Writes an object with its class, in a format of ours. */
  @Override
  public void writeClassAndObject(Output output, @Nullable Object object) {
    writer.write(output, object);
  }

  /** Reads an object with its class. */
  @Override
  public @Nullable Object readClassAndObject(Input input) {
    return reader.read(input);
  }

  /** Notes the copy that is being made, or the object that is being read. */
  @Override
  public void reference(Object object) {
    if (reader.isReading()) {
      reader.reference(object);
    } else {
      super.reference(object);
    }
  }

  /** Forgets the objects of the last walk. */
  @Override
  public void reset() {
    super.reset();
    writer.reset();
    reader.reset();
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
    writer.reset();
    return measured.total();
  }

  /**
   * The same, by a Kryo that is not used again.
   *
   * @param trail is told where the object is written
   */
  long lengthOf(Object object, Trail trail) {
    writer.follow(trail);
    return lengthOf(object);
  }

  /** The forms of classes in bytes. */
  static WireForms forms(Kryo kryo) {
    return ((GraphKryo) kryo).forms;
  }

  /** What writes objects with this Kryo. */
  static WireWriter writer(Kryo kryo) {
    return ((GraphKryo) kryo).writer;
  }

  /** What reads objects with this Kryo. */
  static WireReader reader(Kryo kryo) {
    return ((GraphKryo) kryo).reader;
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
