package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Serializer;
import org.entresol.codec.HashCost;
import org.entresol.codec.wire.SchemaBook.Own;
import org.jspecify.annotations.Nullable;

/**
 * How the objects of one class stand in bytes.
 *
 * @param type the class
 * @param serializer writes and reads what is in an object
 * @param code the number that stands for the class, {@link #NAMED} or {@link #DESCRIBED}
 * @param isShared whether an object that is met again is written as a reference to the first time
 * @param isKnownEarly whether it can be referred to while its parts are being read
 * @param hashCost what the hash code of an object asks for
 * @param own the schema by which objects of the class are written; null unless it is described, and
 *     for the form of a class that is not the one here
 */
record WireForm(
    Class<?> type,
    Serializer<Object> serializer,
    int code,
    boolean isShared,
    boolean isKnownEarly,
    HashCost hashCost,
    @Nullable Own own) {

  /** There is no object. */
  static final int NULL = 0;

  /** The name of a class follows. */
  static final int NAMED = 1;

  /** The number of a name that was already met follows. */
  static final int NAMED_BEFORE = 2;

  /** The number of an object that was already met follows. */
  static final int REFERENCE = 3;

  /** The code of the first class in the table of {@link ClassCodes}. */
  static final int FIRST_CODE = 4;

  /** The fingerprint of a schema follows; no class in the table has the code. */
  static final int DESCRIBED = 127;

  /** The number of levels an object may be deep. */
  static final int MOST_LEVELS = 10_000;

  /**
   * The levels that leave most of any thread's stack unused; deeper objects get a stack of theirs.
   */
  static final int LEVELS_HERE = 256;

  /** Whether the class is told by its name or its schema, and after that by a number. */
  boolean isTold() {
    return code == NAMED || code == DESCRIBED;
  }
}
