package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import java.util.ArrayList;
import java.util.List;
import org.entresol.codec.CodecException;
import org.entresol.codec.HashCost;
import org.entresol.codec.Weights;
import org.jspecify.annotations.Nullable;

/** Objects on their way out of bytes. Not thread-safe. */
final class WireReader {

  private static final int KEPT = 2048;
  private static final int TEXT = ClassCodes.of(String.class);
  private static final int INT = ClassCodes.of(Integer.class);

  private final Kryo kryo;
  private final WireForms forms;
  private final List<WireForm> named = new ArrayList<>();

  /** The forms of the classes of the table that were met. */
  private final @Nullable WireForm[] byCode = new @Nullable WireForm[WireForm.DESCRIBED];

  private final ArrayList<@Nullable Object> objects = new ArrayList<>();
  private final Weights weights = new Weights();
  private int level;
  private int open = -1;
  private boolean skipping;
  private boolean spoilt;

  WireReader(Kryo kryo, WireForms forms) {
    this.kryo = kryo;
    this.forms = forms;
  }

  /** Forgets what was read. */
  void reset() {
    named.clear();
    if (objects.size() > KEPT) {
      objects.clear();
      objects.trimToSize();
    } else {
      objects.clear();
    }
    level = 0;
    open = -1;
    weights.reset();
    skipping = false;
    spoilt = false;
  }

  /** Whether an object is being read. */
  boolean isReading() {
    return level > 0;
  }

  /** Notes the object that is being read, before its parts are. */
  void reference(Object object) {
    if (open >= 0) {
      objects.set(open, object);
    }
  }

  /** Reads an object of any class. */
  @Nullable Object read(Input input) {
    int code = input.readVarInt(true);
    // What most parts are has nothing in it, and needs no form.
    if (code == TEXT) {
      return readText(input);
    }
    if (code == INT) {
      weights.meet();
      return input.readVarInt(false);
    }
    return switch (code) {
      case WireForm.NULL -> null;
      case WireForm.REFERENCE -> known(input.readVarInt(true));
      case WireForm.NAMED -> readContent(input, readName(input));
      case WireForm.DESCRIBED -> readContent(input, readDescribed(input));
      case WireForm.NAMED_BEFORE -> readContent(input, named(input.readVarInt(true)));
      default -> readContent(input, ofCode(code));
    };
  }

  private Object readText(Input input) {
    weights.meet();
    String text = input.readString();
    if (text == null) {
      throw CodecException.malformed("a text that is null");
    }
    return text;
  }

  private WireForm ofCode(int code) {
    WireForm form = (code > 0 && code < byCode.length) ? byCode[code] : null;
    if (form == null) {
      form = forms.of(ClassCodes.typeOf(code));
      byCode[code] = form;
    }
    return form;
  }

  /** Reads an object that is of exactly the class of a field, if there is one. */
  @Nullable Object readKnown(Input input, FieldForm.OneClass field) {
    int number = input.readVarInt(true);
    return switch (number) {
      case 0 -> null;
      case 1 -> readContent(input, field.form(kryo));
      default -> known(number - 2);
    };
  }

  /**
   * Reads a value that nobody has a place for. Its class need not be here, nor be allowed; then
   * nothing that was read with it can be referred to any more.
   */
  void skip(Input input, FieldForm form) {
    boolean wasSkipping = skipping;
    boolean wasSpoilt = spoilt;
    int first = objects.size();
    skipping = true;
    spoilt = false;
    Object unused = form.read(kryo, input);
    if (spoilt) {
      for (int i = first; i < objects.size(); i++) {
        objects.set(i, Unknown.OBJECT);
      }
    }
    skipping = wasSkipping;
    spoilt = wasSpoilt;
  }

  /** Whether nobody has a place for what is being read. */
  boolean isSkipping() {
    return skipping;
  }

  /** Whether something in what is being skipped could not be made, so that no more need be. */
  boolean isSpoilt() {
    return spoilt;
  }

  /** Notes that something in what is being skipped cannot be made. */
  void spoil() {
    spoilt = true;
  }

  /** Refuses what cannot be made; where it is only skipped, nobody asks for it. */
  void refuse(String what) {
    if (!skipping) {
      throw CodecException.malformed(what);
    }
    spoilt = true;
  }

  /** What the objects weigh that were met until now. */
  Weights weights() {
    return weights;
  }

  /** Counts objects that are hashed because a container takes them in. */
  void chargeHashing(long objects) {
    if (!weights.hash(objects)) {
      throw CodecException.malformed("sets and maps hold each other so that hashing has no end");
    }
  }

  /** Counts an object that is looked at because the type of a field is another here. */
  void chargeLooking() {
    if (!weights.hash(1)) {
      throw CodecException.malformed("containers are in each other so often that nobody can look");
    }
  }

  private WireForm readName(Input input) {
    String name = input.readString();
    if (name == null) {
      throw CodecException.malformed("a class without a name");
    }
    WireForm form = forms.ofName(name);
    named.add(form);
    return form;
  }

  private WireForm readDescribed(Input input) {
    WireForm form = forms.ofFingerprint(input.readLong());
    named.add(form);
    return form;
  }

  private WireForm named(int number) {
    if (number < 0 || number >= named.size()) {
      throw CodecException.malformed("no name has the number " + number);
    }
    return named.get(number);
  }

  private Object known(int number) {
    Object object = number < 0 || number >= objects.size() ? null : objects.get(number);
    if (object == null) {
      throw CodecException.malformed("no object has the number " + number);
    }
    if (object == Unknown.OBJECT) {
      refuse("an object that is also in a field which is not here, with what cannot be made");
    }
    weights.meetAgain(number);
    return object;
  }

  private Object readContent(Input input, WireForm form) {
    if (++level > WireForm.LEVELS_HERE) {
      requireStack();
    }
    long before = weights.total();
    long knots = weights.knots();
    int outer = open;
    int number = form.isShared() ? reserve(form) : -1;
    weights.meet();
    open = number;
    Object object = form.serializer().read(kryo, input, form.type());
    if (object == null) {
      throw CodecException.malformed("a " + form.type().getName() + " that is null");
    }
    // Most were noted before their parts were.
    if (number >= 0 && objects.get(number) != object) {
      objects.set(number, object);
    }
    weights.end(number, before, knots, hashCost(form, object));
    open = outer;
    level--;
    return object;
  }

  /** Java serialization may make an object of another class than was told. */
  private static HashCost hashCost(WireForm form, Object object) {
    boolean isAsTold = form.hashCost() != HashCost.NOTHING || object.getClass() == form.type();
    return isAsTold ? form.hashCost() : HashCost.of(object.getClass());
  }

  private void requireStack() {
    if (!DeepStack.isHere()) {
      throw new StackOverflowError("deeper than the stack of any thread bears");
    }
    if (level > WireForm.MOST_LEVELS) {
      throw CodecException.malformed("more than " + WireForm.MOST_LEVELS + " levels deep");
    }
  }

  private int reserve(WireForm form) {
    int number = objects.size();
    objects.add(null);
    weights.begin(number, form.hashCost());
    return number;
  }
}
