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

  private final Target target;
  private final List<FieldForm> written;

  /** For each field as written the place of that here, or {@link FieldMatch#NONE}. */
  private final int[] places;

  private final List<Conversion> conversions;
  private final @Nullable Object[] defaults;

  /**
   * @param places for each field as written the place of that here
   */
  EvolvedSerializer(EvolvedForms forms, ClassShape shape, Target target, int[] places) {
    this.target = target;
    this.written = forms.fields(shape);
    this.places = places;
    this.conversions = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      Field field = places[i] == FieldMatch.NONE ? null : target.fields().get(places[i]);
      conversions.add(Conversion.of(shape.fields().get(i), field));
    }
    this.defaults = new @Nullable Object[target.fields().size()];
    for (int i = 0; i < defaults.length; i++) {
      defaults[i] = Array.get(Array.newInstance(target.fields().get(i).getType(), 1), 0);
    }
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
      if (places[i] == FieldMatch.NONE) {
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
