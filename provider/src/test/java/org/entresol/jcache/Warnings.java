package org.entresol.jcache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the warnings of a class are about, while a test runs; they are not printed. */
final class Warnings implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger;
  private final Heard heard = new Heard();

  Warnings(Class<?> type) {
    logger = Logger.getLogger(type.getName());
  }

  private static final class Heard extends Handler {
    private final List<List<@Nullable Object>> subjects = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().equals(Level.WARNING)) {
        subjects.add(List.of(line.getParameters()));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** The parameters of each warning. */
  List<List<@Nullable Object>> subjects() {
    return heard.subjects;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.addHandler(heard);
    logger.setUseParentHandlers(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(heard);
    logger.setUseParentHandlers(true);
  }
}
