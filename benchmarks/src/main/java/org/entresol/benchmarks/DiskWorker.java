package org.entresol.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that uses one peer: it fills it, says that it is ready, and for each line that it gets,
 * a number of milliseconds, it works so long and answers with what its calls took. A program of
 * Python beside it does the same.
 */
public final class DiskWorker {
  private static final int MOST_SAMPLES = 1 << 20;

  private final DiskSubject subject;
  private final byte[] value;
  private final int keys;
  private final Random random = new Random();
  private final Samples gets = new Samples();
  private final Samples puts = new Samples();
  private final Samples deletes = new Samples();
  private int failures;

  private DiskWorker(DiskSubject subject, int length, int keys) {
    this.subject = subject;
    this.value = new byte[length];
    random.nextBytes(value);
    this.keys = keys;
  }

  /**
   * Its arguments: the peer, the directory, the length of values (8 or more), the keys, and those
   * to fill.
   */
  public static void main(String... arguments) throws Exception {
    DiskPeer peer = DiskPeer.valueOf(arguments[0]);
    try (DiskSubject subject = peer.open(Path.of(arguments[1]));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      DiskWorker worker =
          new DiskWorker(subject, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
        subject.put("key:" + i, worker.value);
      }
      System.out.println("ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(worker.work(Long.parseLong(line)));
      }
    }
  }

  private String work(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    gets.clear();
    puts.clear();
    deletes.clear();
    failures = 0;
    while (System.nanoTime() < end) {
      int dice = random.nextInt(10);
      String key = "key:" + random.nextInt(keys);
      change();
      if (dice < 6) {
        time(gets, () -> subject.get(key));
      } else if (dice < 9) {
        time(puts, () -> put(key));
      } else {
        time(deletes, () -> delete(key));
        time(puts, () -> put(key));
      }
    }
    return "%s %s %s %d".formatted(gets, puts, deletes, failures);
  }

  /** Lets the next put be of another value: SQLite writes nothing where a row stays as it is. */
  private void change() {
    ByteBuffer.wrap(value).putLong(0, random.nextLong());
  }

  private Object put(String key) throws Exception {
    subject.put(key, value);
    return value;
  }

  private Object delete(String key) throws Exception {
    subject.delete(key);
    return key;
  }

  /** One call. */
  private interface Call {
    @Nullable Object make() throws Exception;
  }

  private void time(Samples samples, Call call) {
    long start = System.nanoTime();
    try {
      @Nullable Object unused = call.make();
    } catch (Exception e) {
      failures++;
    }
    samples.add(System.nanoTime() - start);
  }

  /** What calls took, in nanoseconds. */
  private static final class Samples {
    private final long[] nanos = new long[MOST_SAMPLES];
    private int count;

    void clear() {
      count = 0;
    }

    void add(long taken) {
      if (count < MOST_SAMPLES) {
        nanos[count++] = taken;
      }
    }

    /** The middle one, and what one of a hundred is longer than, in microseconds. */
    @Override
    public String toString() {
      Arrays.sort(nanos, 0, count);
      return String.format(Locale.ROOT, "%.2f %.2f", share(0.5), share(0.99));
    }

    private double share(double share) {
      return (count == 0) ? Double.NaN : nanos[(int) (share * (count - 1))] / 1e3;
    }
  }
}
