package org.entresol.codec.wire;

import com.esotericsoftware.kryo.io.Output;
import java.util.Set;

/** What tests of bytes know of their form. */
public final class WireFormat {

  /** What stands before the name of a class. */
  public static final int NAMED = WireForm.NAMED;

  /** The number of levels an object may be deep. */
  public static final int MOST_LEVELS = WireForm.MOST_LEVELS;

  private WireFormat() {}

  /** The number that stands for a class. */
  public static int codeOf(Class<?> type) {
    return ClassCodes.of(type);
  }

  /** The bytes of a value that has not taken a shorter way. */
  public static byte[] byKryo(Object value, ClassLoader loader) {
    Output output = new Output(64, -1);
    new GraphKryo(KryoRules.plans(Set.of()), loader).writeClassAndObject(output, value);
    return output.toBytes();
  }
}
