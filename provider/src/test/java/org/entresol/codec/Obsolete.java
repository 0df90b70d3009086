package org.entresol.codec;

import java.util.Arrays;

/** Access by name to classes that new code should not use, but caches are given all the same. */
final class Obsolete {

  private Obsolete() {}

  /** An object by the constructor that takes nothing or one {@code long}. */
  static Object make(String type, Long... argument) {
    try {
      Class<?>[] parameters = argument.length == 0 ? new Class<?>[0] : new Class<?>[] {long.class};
      return Class.forName(type).getConstructor(parameters).newInstance((Object[]) argument);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type, e);
    }
  }

  /** Calls the only public method of this name that takes as many arguments. */
  static void call(Object target, String method, Object... arguments) {
    try {
      Arrays.stream(target.getClass().getMethods())
          .filter(m -> m.getName().equals(method) && !m.isBridge())
          .filter(m -> m.getParameterCount() == arguments.length)
          .findFirst()
          .orElseThrow()
          .invoke(target, arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method, e);
    }
  }
}
