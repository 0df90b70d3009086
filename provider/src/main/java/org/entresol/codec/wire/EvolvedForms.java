package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;
import org.entresol.codec.CodecException;
import org.entresol.codec.HashCost;
import org.entresol.codec.wire.Schema.ClassShape;
import org.entresol.codec.wire.Schema.FieldShape;
import org.entresol.codec.wire.Schema.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The forms by which the classes of one schema are read whose fields are others here, or that are
 * not here at all. Not thread-safe.
 */
final class EvolvedForms {

  private final WireForms forms;
  private final Schema schema;
  private final @Nullable WireForm[] made;

  EvolvedForms(WireForms forms, Schema schema) {
    this.forms = forms;
    this.schema = schema;
    this.made = new @Nullable WireForm[schema.classes().size()];
  }

  /** The form of the class at a place. */
  WireForm of(int place) {
    WireForm form = made[place];
    if (form == null) {
      form = make(schema.classes().get(place));
      made[place] = form;
    }
    return form;
  }

  private WireForm make(ClassShape shape) {
    if (shape.kind() == Kind.JDK) {
      Class<?> type = forms.load(shape.name());
      if (!Describer.isOfJdk(type)) {
        throw CodecException.malformed(shape.name() + " is no class of the JDK");
      }
      return forms.of(type);
    }
    Class<?> type = forms.loadIfAllowed(shape.name());
    if (type == null) {
      return form(Object.class, shape, new UnknownSerializer(this, shape, "it is not here"));
    }
    return switch (shape.kind()) {
      case ENUM -> type.isEnum() ? forms.of(type) : other(type, shape);
      case ARRAY -> type.isArray() ? form(type, shape, array(type, shape)) : other(type, shape);
      case FIELDS, RECORD -> evolved(type, shape);
      case SERIAL -> form(type, shape, new ShellSerializer());
      default -> isAsHere(type, shape) ? forms.of(type) : other(type, shape);
    };
  }

  private ArraySerializer array(Class<?> type, ClassShape shape) {
    return new ArraySerializer(type, field(shape.component()));
  }

  private WireForm evolved(Class<?> type, ClassShape shape) {
    Target target = Target.of(type, forms.plans());
    int[] places = target == null ? null : FieldMatch.places(shape.fields(), target.fields());
    return target == null || places == null
        ? other(type, shape)
        : form(type, shape, new EvolvedSerializer(this, shape, target, places));
  }

  /** The form of objects whose class is written in another way here, so that none can be made. */
  private WireForm other(Class<?> type, ClassShape shape) {
    return form(type, shape, new UnknownSerializer(this, shape, "it is written otherwise here"));
  }

  private static WireForm form(Class<?> type, ClassShape shape, Serializer<Object> serializer) {
    boolean isShared = shape.kind() != Kind.ENUM;
    return new WireForm(
        type, serializer, WireForm.DESCRIBED, isShared, false, HashCost.of(type), null);
  }

  /** Whether a class that writes its objects itself has the same fields here. */
  private boolean isAsHere(Class<?> type, ClassShape shape) {
    ClassShape here = forms.schemaOf(type).classes().get(0);
    return here.kind() == shape.kind() && here.fields().equals(shape.fields());
  }

  /** Refuses a class that is not here, or is not allowed. */
  void require(ClassShape shape) {
    Class<?> unused = forms.load(shape.name());
  }

  /** The form of a field, or of the elements of an array. */
  FieldForm field(int form) {
    if (form == FieldShape.ANY) {
      return FieldForm.Any.FORM;
    }
    Class<?> simple = FieldShape.simpleType(form);
    return simple == null ? new Placed(this, form) : FieldForm.simple(simple);
  }

  List<FieldForm> fields(ClassShape shape) {
    return shape.fields().stream().map(field -> field(field.form())).toList();
  }

  /** A value that is null or of the class at a place. */
  private record Placed(EvolvedForms forms, int place) implements FieldForm.OneClass {
    @Override
    public void write(Kryo kryo, Output output, @Nullable Object value) {
      throw new UnsupportedOperationException("the form of a class that is not the one here");
    }

    @Override
    public WireForm form(Kryo kryo) {
      return forms.of(place);
    }
  }
}
