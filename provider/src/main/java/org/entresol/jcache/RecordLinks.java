package org.entresol.jcache;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * What the JDK keeps of records: handles that the {@code equals} and {@code hashCode} of all
 * records share remember the type that they were last linked for, strongly, and so its class
 * loader.
 */
final class RecordLinks {
  private RecordLinks() {}

  /**
   * Links these methods for a class of the JDK, so that what was linked before is forgotten: else
   * our classes would stay when the application that brought them is gone.
   */
  static void forget() {
    Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle part =
          lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
      link(
          lookup, "equals", MethodType.methodType(boolean.class, String.class, Object.class), part);
      link(lookup, "hashCode", MethodType.methodType(int.class, String.class), part);
    } catch (Throwable e) { // All that the declaration says.
      System.getLogger(RecordLinks.class.getName())
          .log(Level.DEBUG, "The JDK may keep the classes of a record", e);
    }
  }

  private static void link(Lookup lookup, String method, MethodType type, MethodHandle part)
      throws Throwable {
    Object unused = ObjectMethods.bootstrap(lookup, method, type, String.class, "part", part);
  }
}
