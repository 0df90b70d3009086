package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Serializer;

/**
 * How the objects of one class stand in bytes.
 *
 * @param type the class
 * @param serializer writes and reads what is in an object
 * @param code the number that stands for the class, or {@link #NAMED}
 * @param isShared whether an object that is met again is written as a reference to the first time
 * @param isKnownEarly whether it can be referred to while its parts are being read
 * @param layout a number that changes when the fields of the class change; 0 for a class without
 *     fields of its own
 */
record WireForm(
    Class<?> type,
    Serializer<Object> serializer,
    int code,
    boolean isShared,
    boolean isKnownEarly,
    int layout) {

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

  /** The number of levels an object may be deep, which leaves most of a thread's stack unused. */
  static final int MOST_LEVELS = 256;

  /** Whether the class is written by its name. */
  boolean isNamed() {
    return code == NAMED;
  }
}
