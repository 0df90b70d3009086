package org.entresol.engine;

import java.util.List;
import org.entresol.DeadLetter;
import org.entresol.DeadLetters;

/** The dead letters of a cache that has none, since its writer is called at once. Stateless. */
final class NoDeadLetters<K, V> implements DeadLetters<K, V> {

  @Override
  public List<DeadLetter<K, V>> list(int most) {
    return List.of();
  }

  @Override
  public boolean replay(String id) {
    return false;
  }

  @Override
  public int replayAll() {
    return 0;
  }

  @Override
  public boolean drop(String id) {
    return false;
  }

  @Override
  public int dropAll() {
    return 0;
  }
}
