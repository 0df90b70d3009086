package org.entresol.tier.disk;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Numbers in memory that all processes share, one for some keys each, by which anybody sees at once
 * that something has changed: a change steps the number of its key before it becomes true and again
 * after it, so that it is odd while a change is under way.
 *
 * <p>Who changes has the right to write to the shard, and keeps it until the change is true, but no
 * longer: so the second step is made only if nobody has made another one meanwhile. A number that
 * stays odd since its writer was killed is stepped by whoever has the right to write next. Numbers
 * never go back, those of a file that is made anew included.
 *
 * <p>Beside them is the number of all changes, which a change steps after its own, and still before
 * it becomes true. Thread-safe.
 */
final class Marks {

  /** The numbers of a shard that keys have; a power of two. */
  static final int SPOTS = 1 << 14;

  /** Those that caches have, which everything in them goes by, too; a power of two. */
  static final int CACHES = 1 << 8;

  private static final int BLOCK = SPOTS + CACHES;
  private static final long MAGIC = 0x456e74726d726b32L;
  private static final int HEAD = 4 * Long.BYTES;
  private static final int ID_AT = Long.BYTES;
  private static final int CHANGES_AT = 2 * Long.BYTES;
  private static final VarHandle NUMBERS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final MappedByteBuffer numbers;
  private final Identity identity;
  private final int count;

  private Marks(MappedByteBuffer numbers, Identity identity, int count) {
    this.numbers = numbers;
    this.identity = identity;
    this.count = count;
  }

  /**
   * Maps the numbers of a directory, which are made if they are not there or not well-formed; while
   * no other process does. Those that are there are never replaced otherwise, since processes that
   * run may go by them.
   *
   * @param shards the number of shards
   */
  static Marks open(Path file, int shards) throws IOException {
    int length = HEAD + shards * BLOCK * Long.BYTES;
    Path made = file.resolveSibling(file.getFileName() + ".tmp");
    // What a process has left that was killed while it made them.
    Files.deleteIfExists(made);
    if (!isGood(file, length)) {
      create(file, made, length);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, length);
      return new Marks(mapped, Identity.of(file), shards * BLOCK);
    }
  }

  private static boolean isGood(Path file, int length) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != length) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.nativeOrder());
      return channel.read(head, 0) == HEAD && head.getLong(0) == MAGIC && head.getLong(ID_AT) != 0;
    }
  }

  /** A new file is there as a whole or not at all, and its room on the disk is taken. */
  private static void create(Path file, Path made, int length) throws IOException {
    // Even, and above whatever an earlier file has come to.
    long start = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) << 2;
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    bytes.putLong(MAGIC).putLong(start).putLong(start).position(HEAD);
    while (bytes.hasRemaining()) {
      bytes.putLong(start);
    }
    bytes.flip();
    try {
      try (FileChannel channel =
          FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /** What tells these numbers from those of another file. */
  long id() {
    return (long) NUMBERS.getVolatile(numbers, ID_AT);
  }

  /** Whether the file is still the one that others find. */
  boolean isThere() {
    return identity.isThere();
  }

  // ---- places

  /** The place of a key's number. */
  static int spot(int shard, int hash) {
    return shard * BLOCK + (hash & (SPOTS - 1));
  }

  /** The place of a cache's number in the shard of a spot. */
  static int ofCache(int spot, long cache) {
    return (spot / BLOCK) * BLOCK + SPOTS + ((int) cache & (CACHES - 1));
  }

  /** The shard of a place. */
  static int shardOf(int place) {
    return place / BLOCK;
  }

  /** How many places there are, from 0 on. */
  int count() {
    return count;
  }

  // ---- numbers

  private static int at(int place) {
    return HEAD + place * Long.BYTES;
  }

  /** The number at a place. */
  long get(int place) {
    return (long) NUMBERS.getVolatile(numbers, at(place));
  }

  /** How often any number was stepped for a change. */
  long changes() {
    return (long) NUMBERS.getVolatile(numbers, CHANGES_AT);
  }

  /**
   * Steps a number before a change becomes true, by one who has the right to write.
   *
   * @return the number now, which is odd
   */
  long begin(int place) {
    long now;
    long next;
    do {
      now = get(place);
      next = isOdd(now) ? now + 2 : now + 1;
    } while (!NUMBERS.compareAndSet(numbers, at(place), now, next));
    // Behind it: who reads them the other way round has seen one of both move.
    long unused = (long) NUMBERS.getAndAdd(numbers, CHANGES_AT, 1L);
    return next;
  }

  /**
   * Steps a number after a change, unless somebody has stepped it since.
   *
   * @param begun what the number was then
   */
  void end(int place, long begun) {
    // Whoever has stepped it has done so for a change of their own.
    boolean unused = NUMBERS.compareAndSet(numbers, at(place), begun, begun + 1);
  }

  static boolean isOdd(long number) {
    return (number & 1) != 0;
  }
}
