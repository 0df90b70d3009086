package org.entresol.codec.wire;

import com.esotericsoftware.kryo.io.Output;
import java.util.Set;

/** What tests of bytes know of their form. */
public final class WireFormat {

  /** What stands before the name of a class. */
  public static final int NAMED = WireForm.NAMED;

  /** What stands before the number of a class that was told before. */
  public static final int NAMED_BEFORE = WireForm.NAMED_BEFORE;

  /** What stands before the number of an object that was met before. */
  public static final int REFERENCE = WireForm.REFERENCE;

  /** What stands before the fingerprint of a schema. */
  public static final int DESCRIBED = WireForm.DESCRIBED;

  /** The number of levels an object may be deep. */
  public static final int MOST_LEVELS = WireForm.MOST_LEVELS;

  private WireFormat() {}

  /** The number that stands for a class. */
  public static int codeOf(Class<?> type) {
    return ClassCodes.of(type);
  }

  /** What stands for a schema in bytes. */
  public static long fingerprint(String schema) {
    return Schema.fingerprint(schema);
  }

  /** The bytes of a value that has not taken a shorter way. */
  public static byte[] byKryo(Object value, ClassLoader loader) {
    Output output = new Output(64, -1);
    new GraphKryo(KryoRules.plans(Set.of()), loader).writeClassAndObject(output, value);
    return output.toBytes();
  }
}
