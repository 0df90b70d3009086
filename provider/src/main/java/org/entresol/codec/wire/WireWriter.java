package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.IdentityObjectIntMap;
import java.util.ArrayList;
import java.util.List;
import org.entresol.codec.CodecException;
import org.entresol.codec.Trail;
import org.entresol.codec.Weights;
import org.entresol.codec.wire.SchemaBook.Own;
import org.jspecify.annotations.Nullable;

/** Objects on their way into bytes. Not thread-safe. */
final class WireWriter {

  private static final int KEPT = 2048;
  private static final int NONE = Integer.MIN_VALUE;

  /** The number of an object that cannot be referred to before it is whole. */
  private static final int OPEN = -1;

  private final Kryo kryo;
  private final WireForms forms;
  private final IdentityObjectIntMap<Object> written = new IdentityObjectIntMap<>();
  private final IdentityObjectIntMap<Class<?>> named = new IdentityObjectIntMap<>();
  private final List<Own> fresh = new ArrayList<>();
  private final Weights weights = new Weights();
  private @Nullable Trail trail;

  /** The class that was told last, and its number: most parts are like those before. */
  private @Nullable Class<?> last;

  private int lastNumber;
  private int level;

  WireWriter(Kryo kryo, WireForms forms) {
    this.kryo = kryo;
    this.forms = forms;
  }

  /** Forgets what was written. */
  void reset() {
    written.clear(KEPT);
    named.clear(KEPT);
    last = null;
    fresh.clear();
    weights.reset();
    level = 0;
  }

  /** The schemas of what was written that nobody was told of yet. */
  List<Own> fresh() {
    return fresh;
  }

  /** Tells where it is from now on. */
  void follow(Trail told) {
    trail = told;
  }

  /** What is told where this is; null for nothing, as a rule. */
  @Nullable Trail trail() {
    return trail;
  }

  /** Writes the part of an object at a place, with its class. */
  void writePart(Output output, @Nullable Object part, int place) {
    if (trail == null) {
      write(output, part);
      return;
    }
    trail.enterPart(place);
    write(output, part);
    trail.leave();
  }

  /** Writes an object of any class, with its class. */
  void write(Output output, @Nullable Object object) {
    if (object == null) {
      output.writeByte(WireForm.NULL);
      return;
    }
    WireForm form = forms.of(object.getClass());
    int number = form.isShared() ? numberOf(object) : NONE;
    if (number != NONE) {
      output.writeByte(WireForm.REFERENCE);
      output.writeVarInt(number, true);
      return;
    }
    writeClass(output, form);
    writeContent(output, object, form);
  }

  /** Writes an object that is of exactly the class of a field, if there is one. */
  void writeKnown(Output output, @Nullable Object object, FieldForm.OneClass field) {
    if (object == null) {
      output.writeByte(WireForm.NULL);
      return;
    }
    WireForm form = field.form(kryo);
    int number = form.isShared() ? numberOf(object) : NONE;
    if (number != NONE) {
      output.writeVarInt(number + 2, true);
      return;
    }
    output.writeByte(1);
    writeContent(output, object, form);
  }

  /** The number of an object that was written, or {@link #NONE}. */
  private int numberOf(Object object) {
    int number = written.get(object, NONE);
    if (number >= 0) {
      weights.meetAgain(number);
    }
    if (number < 0 && number != NONE) {
      throw CodecException.notEncodable(
          object.getClass(),
          "it refers to itself, and only objects made field by field, arrays and modifiable"
              + " collections can be read so");
    }
    return number;
  }

  private void writeContent(Output output, Object object, WireForm form) {
    if (++level > WireForm.LEVELS_HERE && forms.areBounded()) {
      requireStack(object);
    }
    long before = weights.total();
    long knots = weights.knots();
    int number = form.isShared() ? written.size : -1;
    if (number >= 0) {
      weights.begin(number, form.hashCost());
      written.put(object, form.isKnownEarly() ? number : OPEN);
    }
    weights.meet();
    form.serializer().write(kryo, output, object);
    if (number >= 0 && !form.isKnownEarly()) {
      written.put(object, number);
    }
    weights.end(number, before, knots, form.hashCost());
    level--;
  }

  private void requireStack(Object object) {
    if (!DeepStack.isHere()) {
      throw new StackOverflowError("deeper than the stack of any thread bears");
    }
    if (level > WireForm.MOST_LEVELS) {
      throw CodecException.notEncodable(
          object.getClass(),
          "it is more than "
              + WireForm.MOST_LEVELS
              + " levels deep, each object in a field or an element of the one before; keep what is"
              + " linked like that in a list");
    }
  }

  /** What the objects weigh that were met until now. */
  Weights weights() {
    return weights;
  }

  /** Counts objects that whoever reads them will hash because a container takes them in. */
  void chargeHashing(Object container, long objects) {
    if (!weights.hash(objects) && forms.areBounded()) {
      throw CodecException.notEncodable(
          container.getClass(),
          "objects in sets and keys of maps refer to each other so often that hashing them may have"
              + " no end; give them a hash code that does not ask what they refer to, or keep them in"
              + " lists");
    }
  }

  private void writeClass(Output output, WireForm form) {
    if (!form.isTold()) {
      output.writeVarInt(form.code(), true);
      return;
    }
    if (form.type() != last) {
      last = form.type();
      int number = named.get(form.type(), NONE);
      if (number == NONE) {
        lastNumber = named.size;
        named.put(form.type(), lastNumber);
        writeNew(output, form);
        return;
      }
      lastNumber = number;
    }
    output.writeByte(WireForm.NAMED_BEFORE);
    output.writeVarInt(lastNumber, true);
  }

  private void writeNew(Output output, WireForm form) {
    output.writeByte(form.code());
    Own own = form.own();
    if (own == null) {
      output.writeString(form.type().getName());
      return;
    }
    output.writeLong(own.schema().fingerprint());
    if (!own.isStored()) {
      fresh.add(own);
    }
  }
}
