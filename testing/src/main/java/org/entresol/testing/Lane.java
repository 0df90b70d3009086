package org.entresol.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: messages go in at one end and come out at the other, in order. */
final class Lane {
  private final BlockingQueue<Parcel> parcels = new LinkedBlockingQueue<>();
  private final Source source;
  private final Predicate<Frame> passes;
  private final OutputStream target;
  private final Faults faults;
  private final Runnable onEnd;
  private final Thread reader;
  private final Thread writer;

  /**
   * A direction that has yet to start.
   *
   * @param passes whether a message that came in goes on
   * @param onEnd called when the source has ended and all before is through, or when either failed
   */
  Lane(
      String name,
      Source source,
      Predicate<Frame> passes,
      OutputStream target,
      Faults faults,
      Runnable onEnd) {
    this.source = source;
    this.passes = passes;
    this.target = target;
    this.faults = faults;
    this.onEnd = onEnd;
    this.reader = daemon(this::read, name + "-in");
    this.writer = daemon(this::write, name + "-out");
  }

  void start() {
    reader.start();
    writer.start();
  }

  /** Drops what is under way. */
  void stop() {
    writer.interrupt();
  }

  private void read() {
    try {
      for (Frame frame = source.next(); frame != null; frame = source.next()) {
        if (passes.test(frame)) {
          parcels.add(new Parcel(frame, faults.due()));
        }
      }
    } catch (IOException e) {
      // The connection broke; the other side learns it as an end.
    }
    parcels.add(new Parcel(null, faults.due()));
  }

  private void write() {
    try {
      while (true) {
        Parcel parcel = parcels.take();
        faults.awaitDue(parcel.due());
        if (parcel.frame() == null) {
          break;
        }
        parcel.frame().writeTo(target);
      }
    } catch (IOException | InterruptedException e) {
      // The other side is gone, or the connection was cut.
    }
    onEnd.run();
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Where messages come from; null is the end. */
  @FunctionalInterface
  interface Source {
    @Nullable Frame next() throws IOException;
  }

  /** A message on its way, or the end when it is null. */
  private record Parcel(@Nullable Frame frame, long due) {}
}
