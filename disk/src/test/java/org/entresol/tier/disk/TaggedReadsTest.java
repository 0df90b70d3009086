package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.entresol.tier.Found;
import org.entresol.tier.Recall;
import org.entresol.tier.Stored;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig;

/** What is asked of the recalls when many tagged entries are read together. */
@Tag("unit")
class TaggedReadsTest extends OneShard {

  private static final int KEYS = 100;

  private final List<byte[]> keys =
      IntStream.range(0, KEYS).mapToObj(TaggedReadsTest::key).toList();
  private final AtomicInteger looks = new AtomicInteger();

  private static byte[] key(int number) {
    return ("s:" + number).getBytes(StandardCharsets.UTF_8);
  }

  @BeforeEach
  void fill() {
    open();
    for (int i = 0; i < KEYS; i++) {
      // All have the first tag, and one the last.
      long[] tags = {1, 2 + i % 3, -1L - i};
      assertThat(tier.attempt(write(keys.get(i), new byte[] {1, 2}).tags(tags)).stored()).isTrue();
    }
  }

  /** Counts the look-ups of recalls that a connection is asked for. */
  private Connection counting(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = method.invoke(connection, arguments);
          boolean looked =
              method.getName().equals("prepareStatement")
                  && String.valueOf(arguments[0]).contains("recall");
          return (looked && result instanceof PreparedStatement statement)
              ? counting(statement)
              : result;
        });
  }

  private PreparedStatement counting(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("executeQuery")) {
            looks.incrementAndGet();
          }
          return method.invoke(statement, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    InvocationHandler throwing =
        (proxy, method, arguments) -> {
          try {
            return handler.invoke(proxy, method, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, throwing));
  }

  private List<Lying> lying() throws SQLException {
    CacheFiles place = new CacheFiles(files, CacheFiles.id("test:c"), tier.partitions());
    try (Session session =
        new Session(
            counting(new SQLiteConfig().createConnection("jdbc:sqlite:" + shard().file())))) {
      return Lying.under(session, place, keys, millis.get());
    }
  }

  @Test
  void under_manyTaggedKeys_asksForTheirRecallsOnce() throws SQLException {
    assertThat(lying()).noneMatch(one -> one.entry() == null);

    assertThat(looks).hasValue(1);
  }

  @Test
  void readAll_someRecalled_leavesTheOthers() throws SQLException {
    tier.recall(new long[] {2, -5, -1L - KEYS}, Recall.DROP);
    tier.recall(new long[] {3}, Recall.EXPIRE);

    List<Lying> rows = lying();
    List<Found> found = tier.readAll(keys);

    for (int i = 0; i < KEYS; i++) {
      Stored there = found.get(i).entry();
      boolean gone = i % 3 == 0 || i == 4;
      assertThat(there == null).as("key %d", i).isEqualTo(gone);
      assertThat(rows.get(i).entry() == null).as("row %d", i).isEqualTo(gone);
      if (there != null) {
        assertThat(there.expires()).as("end %d", i).isEqualTo((i % 3 == 1) ? millis.get() : 0);
      }
    }
  }

  @Test
  void readAll_whereDigitsAreOthers_readsAll() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(tier.readAll(keys)).noneMatch(found -> found.entry() == null);
    } finally {
      Locale.setDefault(before);
    }
  }
}
