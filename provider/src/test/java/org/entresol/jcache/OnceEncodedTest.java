package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where nothing is kept but bytes, a value is turned into them and is not copied besides. */
@Tag("unit")
class OnceEncodedTest {

  private static final AtomicInteger WRITTEN = new AtomicInteger();
  private static final AtomicInteger READ = new AtomicInteger();

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  /** A value that counts how often it is written and read. */
  static final class Counted implements Serializable {
    private static final long serialVersionUID = 1L;
    int changes;

    private void writeObject(ObjectOutputStream out) throws IOException {
      WRITTEN.incrementAndGet();
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      READ.incrementAndGet();
      in.defaultReadObject();
    }
  }

  @BeforeEach
  void forget() {
    WRITTEN.set(0);
    READ.set(0);
  }

  private Cache<String, Counted> open() {
    return lab.manager("one")
        .createCache(
            "c",
            EntresolConfiguration.builder(String.class, Counted.class).stack(Stack.REDIS).build());
  }

  private static void assertWrittenAndRead(int written, int read) {
    assertThat(WRITTEN).hasValue(written);
    assertThat(READ).hasValue(read);
  }

  @Test
  void put_value_isWrittenOnce() {
    open().put("k", new Counted());

    assertWrittenAndRead(1, 0);
  }

  @Test
  void putAll_values_areWrittenOnceEach() {
    open().putAll(Map.of("a", new Counted(), "b", new Counted()));

    assertWrittenAndRead(2, 0);
  }

  @Test
  void putIfAbsentAndInvoke_values_areWrittenOnceEach() {
    Cache<String, Counted> cache = open();

    cache.putIfAbsent("a", new Counted());
    cache.invoke(
        "b",
        (entry, arguments) -> {
          entry.setValue(new Counted());
          return true;
        });

    assertWrittenAndRead(2, 0);
  }

  @Test
  void get_value_isReadOnce() {
    Cache<String, Counted> cache = open();
    cache.put("k", new Counted());

    assertThat(cache.get("k")).isNotNull();

    assertWrittenAndRead(1, 1);
  }
}
