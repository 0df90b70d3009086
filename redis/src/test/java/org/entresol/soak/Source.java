package org.entresol.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.entresol.durability.Mishaps;
import org.jspecify.annotations.Nullable;

/**
 * A system of record that all processes of a run share: the last value of each key in memory that
 * the system keeps, and all writes in their order in a file. It is slow and fails now and then.
 * Thread-safe.
 */
final class Source implements CacheWriter<String, Long>, CacheLoader<String, Long> {
  private static final int MILLIS = 30;

  /** Now and then it is so slow that whoever has lost the right to write is overtaken. */
  private static final int SLOW_MILLIS = 500;

  private static final int SELDOM = 30;

  private final LongBuffer values;
  private final Path file;
  private final EventLog log;
  private final Mishaps mishaps;

  /** The source in a folder, for so many keys. */
  Source(Path folder, int keys, Mishaps mishaps) {
    this.mishaps = mishaps;
    file = folder.resolve("source.log");
    log = EventLog.open(file);
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("source.bin"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      values = channel.map(MapMode.READ_WRITE, 0, (long) keys * Long.BYTES).asLongBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A write that the source was given.
   *
   * @param number its value; 0 for a deletion
   */
  record Applied(long at, int key, long number) {
    static Applied of(String line) {
      String[] words = line.split(" ", -1);
      return new Applied(
          Long.parseLong(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
    }
  }

  /** The value of a key; 0 for none. */
  long value(int key) {
    return values.get(key);
  }

  /** All writes in their order. */
  List<Applied> applied() {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Applied::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Long load(String key) {
    dawdle();
    long value = values.get(Traffic.number(key));
    return (value == 0) ? null : value;
  }

  @Override
  public Map<String, Long> loadAll(Iterable<? extends String> keys) {
    Map<String, Long> found = new HashMap<>();
    keys.forEach(
        key -> {
          Long value = load(key);
          if (value != null) {
            found.put(key, value);
          }
        });
    return found;
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends Long> entry) {
    writeAll(new ArrayList<>(List.of(entry)));
  }

  @Override
  public void delete(Object key) {
    deleteAll(new ArrayList<>(List.of(key)));
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends Long>> entries) {
    Map<String, Long> batch =
        entries.stream().collect(Collectors.toMap(Cache.Entry::getKey, Cache.Entry::getValue));
    Set<String> done = perform(batch);
    entries.removeIf(entry -> done.contains(entry.getKey()));
    complainUnless(entries.isEmpty());
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    Map<String, Long> batch = keys.stream().collect(Collectors.toMap(key -> (String) key, k -> 0L));
    keys.removeAll(perform(batch));
    complainUnless(keys.isEmpty());
  }

  /** Writes a batch or a part of it, and says of which the cache is told. */
  private Set<String> perform(Map<String, Long> batch) {
    Mishaps.Mishap mishap = mishaps.next();
    dawdle();
    return switch (mishap) {
      case NONE -> apply(batch, batch.size());
      case BROKEN_OFF -> apply(batch, batch.size() / 2);
      case UNANSWERED -> {
        apply(batch, batch.size());
        yield Set.of();
      }
      case REFUSED, ROLLED_BACK -> Set.of();
    };
  }

  private Set<String> apply(Map<String, Long> batch, int most) {
    Set<String> done = new HashSet<>();
    batch.entrySet().stream()
        .limit(most)
        .forEach(
            write -> {
              apply(write.getKey(), write.getValue());
              done.add(write.getKey());
            });
    return done;
  }

  private void apply(String key, long number) {
    values.put(Traffic.number(key), number);
    log.add(System.currentTimeMillis() + " " + Traffic.number(key) + " " + number);
  }

  private static void complainUnless(boolean done) {
    if (!done) {
      throw new CacheWriterException("the source failed");
    }
  }

  private static void dawdle() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int millis = random.nextInt(random.nextInt(SELDOM) == 0 ? SLOW_MILLIS : MILLIS);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
