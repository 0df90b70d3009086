package org.entresol.codec;

import java.util.Set;
import org.entresol.codec.wire.KryoCopiers;

/** The rules that most tests copy by. */
final class Rules {

  private Rules() {}

  static Copiers byValue() {
    return byValue(Set.of());
  }

  static Copiers byValue(Set<String> immutableTypes) {
    return KryoCopiers.byValue(Rules.class.getClassLoader(), immutableTypes);
  }
}
