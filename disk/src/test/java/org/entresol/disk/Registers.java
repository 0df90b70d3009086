package org.entresol.disk;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What all processes know of some keys, each of which has one writer and values that only grow: in
 * memory that they share, so that it outlives whoever is killed.
 */
final class Registers {

  static final int KEYS = 32;

  private static final int BEGUN = 0;
  private static final int ACKNOWLEDGED = 1;
  private static final int SEEN = 2;
  private static final VarHandle NUMBERS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final MappedByteBuffer numbers;

  private Registers(MappedByteBuffer numbers) {
    this.numbers = numbers;
  }

  static Registers open(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Registers(channel.map(FileChannel.MapMode.READ_WRITE, 0, 3L * KEYS * Long.BYTES));
    }
  }

  private static int at(int what, int key) {
    return (what * KEYS + key) * Long.BYTES;
  }

  private long get(int what, int key) {
    return (long) NUMBERS.getVolatile(numbers, at(what, key));
  }

  private void raise(int what, int key, long number) {
    long now = get(what, key);
    while (now < number && !NUMBERS.compareAndSet(numbers, at(what, key), now, number)) {
      now = get(what, key);
    }
  }

  /** The next value of a key, whose write begins now. */
  long begin(int key) {
    long next = get(BEGUN, key) + 1;
    raise(BEGUN, key, next);
    return next;
  }

  /** Notes that a write was acknowledged. */
  void acknowledge(int key, long value) {
    raise(ACKNOWLEDGED, key, value);
  }

  long acknowledged(int key) {
    return get(ACKNOWLEDGED, key);
  }

  long begun(int key) {
    return get(BEGUN, key);
  }

  /** The least that a read which begins now may find. */
  long least(int key) {
    return Math.max(get(ACKNOWLEDGED, key), get(SEEN, key));
  }

  /** Notes that a read has found a value. */
  void see(int key, long value) {
    raise(SEEN, key, value);
  }
}
