package org.entresol.jcache;

import java.util.List;
import org.entresol.DeadLetter;
import org.entresol.EntresolWriteBehindMXBean;
import org.entresol.engine.WriteBehind;

/** The pending writes and dead letters of one cache as JMX handles them. Thread-safe. */
final class WriteBehindBean implements EntresolWriteBehindMXBean {

  private final WriteBehind<?, ?> writeBehind;

  WriteBehindBean(WriteBehind<?, ?> writeBehind) {
    this.writeBehind = writeBehind;
  }

  @Override
  public void flush() {
    writeBehind.flush();
  }

  @Override
  public List<String> listDeadLetters(int most) {
    return writeBehind.list(most).stream().map(WriteBehindBean::line).toList();
  }

  private static String line(DeadLetter<?, ?> letter) {
    return "%s: %s of key '%s', tried %d times, given up at %s: %s"
        .formatted(
            letter.id(),
            letter.deletion() ? "deletion" : "write",
            letter.key(),
            letter.tries(),
            letter.buried(),
            letter.error());
  }

  @Override
  public boolean replayDeadLetter(String id) {
    return writeBehind.replay(id);
  }

  @Override
  public int replayDeadLetters() {
    return writeBehind.replayAll();
  }

  @Override
  public boolean dropDeadLetter(String id) {
    return writeBehind.drop(id);
  }

  @Override
  public int dropDeadLetters() {
    return writeBehind.dropAll();
  }
}
