package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.entresol.codec.CodecException;
import org.entresol.codec.wire.Schema.ClassShape;
import org.jspecify.annotations.Nullable;

/**
 * The reading of objects that were written by another form of their class: by the names of fields.
 * What the class does not have here is skipped; what was not written has its default.
 */
final class EvolvedSerializer extends Serializer<Object> {

  private static final int NONE = -1;

  private final Target target;
  private final List<FieldForm> written;

  /** For each field as written the place of that here, or {@link #NONE}. */
  private final int[] places;

  private final List<Conversion> conversions;
  private final @Nullable Object[] defaults;

  EvolvedSerializer(EvolvedForms forms, ClassShape shape, Target target) {
    this.target = target;
    this.written = forms.fields(shape);
    this.places = new int[written.size()];
    this.conversions = new ArrayList<>();
    List<Field> left = new ArrayList<>(target.fields());
    // A name that a superclass has too is first that of the subclass, which comes last.
    for (int i = places.length - 1; i >= 0; i--) {
      Field field = lastOf(shape.fields().get(i).name(), left);
      places[i] = field == null ? NONE : target.fields().indexOf(field);
      left.remove(field);
      conversions.add(0, Conversion.of(shape.fields().get(i), field));
    }
    this.defaults = new @Nullable Object[target.fields().size()];
    for (int i = 0; i < defaults.length; i++) {
      defaults[i] = Array.get(Array.newInstance(target.fields().get(i).getType(), 1), 0);
    }
  }

  private static @Nullable Field lastOf(String name, List<Field> fields) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).getName().equals(name)) {
        return fields.get(i);
      }
    }
    return null;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    throw new UnsupportedOperationException("the form of a class that is not the one here");
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    try {
      Object object = target.begin();
      if (object != null) {
        kryo.reference(object);
      }
      @Nullable Object[] values = values(kryo, input);
      return GraphKryo.reader(kryo).isSpoilt() ? Unknown.OBJECT : target.finish(object, values);
    } catch (Throwable e) {
      throw CodecException.ofCopying(type, e);
    }
  }

  private @Nullable Object[] values(Kryo kryo, Input input) {
    WireReader reader = GraphKryo.reader(kryo);
    @Nullable Object[] values = defaults.clone();
    for (int i = 0; i < places.length; i++) {
      if (places[i] == NONE) {
        reader.skip(input, written.get(i));
      } else {
        Object value = written.get(i).read(kryo, input);
        if (!reader.isSpoilt()) {
          values[places[i]] = conversions.get(i).convert(value, reader);
        }
      }
    }
    return values;
  }
}
