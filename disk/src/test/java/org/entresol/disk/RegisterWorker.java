package org.entresol.disk;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.Stack;
import org.jspecify.annotations.Nullable;

/**
 * A process that writes keys of its own and reads those of all, until it is killed. One value in
 * four is so large that it lies in a file of its own.
 */
final class RegisterWorker {

  static final String CACHE = "registers";

  /** So that near entries are read more often than they change. */
  private static final int READS_PER_WRITE = 20;

  private static final int LARGE_EVERY = 4;
  private static final int LARGE = 80_000;

  private RegisterWorker() {}

  /** Opens the cache of a directory. */
  static Cache<String, byte[]> open(Path directory, Stack stack) {
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", directory.toString());
    properties.setProperty("entresol.defaults.stack", stack.configName());
    CacheManager manager = Caching.getCachingProvider().getCacheManager(null, null, properties);
    Cache<String, byte[]> cache = manager.getCache(CACHE, String.class, byte[].class);
    return (cache == null)
        ? manager.createCache(
            CACHE,
            new javax.cache.configuration.MutableConfiguration<String, byte[]>()
                .setTypes(String.class, byte[].class))
        : cache;
  }

  /** Its arguments: the directory, the registers, its number, and the number of all. */
  public static void main(String[] arguments) throws Exception {
    Registers registers = Registers.open(Path.of(arguments[1]));
    Cache<String, byte[]> cache = open(Path.of(arguments[0]), Stack.HEAP_DISK);
    int id = Integer.parseInt(arguments[2]);
    int all = Integer.parseInt(arguments[3]);
    System.out.println("ready");
    Thread reader =
        new Thread(
            () -> {
              while (true) {
                read(cache, registers);
              }
            });
    reader.setDaemon(true);
    reader.start();
    while (true) {
      int key = id + all * ThreadLocalRandom.current().nextInt(Registers.KEYS / all);
      long value = registers.begin(key);
      cache.put(key(key), value(value));
      registers.acknowledge(key, value);
      for (int i = 0; i < READS_PER_WRITE; i++) {
        read(cache, registers);
      }
    }
  }

  static String key(int number) {
    return "k" + number;
  }

  /** What stands for a number. */
  private static byte[] value(long number) {
    int length = (number % LARGE_EVERY == 0) ? LARGE : 2 * Long.BYTES;
    return ByteBuffer.allocate(length).putLong(number).putLong(length - Long.BYTES, number).array();
  }

  /** The number that a value stands for, at its beginning and its end; 0 for none. */
  static long number(byte @Nullable [] value) {
    if (value == null) {
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    long number = buffer.getLong(0);
    return (buffer.getLong(value.length - Long.BYTES) == number) ? number : Long.MIN_VALUE;
  }

  /** A read finds what was acknowledged, or seen by anybody, before it began, or newer. */
  private static void read(Cache<String, byte[]> cache, Registers registers) {
    int key = ThreadLocalRandom.current().nextInt(Registers.KEYS);
    long least = registers.least(key);
    long found = number(cache.get(key(key)));
    long most = registers.begun(key);
    if (found < least || found > most) {
      System.out.println(
          "wrong: %s is %d, and has to be from %d to %d".formatted(key(key), found, least, most));
    }
    registers.see(key, found);
  }
}
