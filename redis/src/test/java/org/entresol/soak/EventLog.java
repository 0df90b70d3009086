package org.entresol.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of lines that the system keeps whatever becomes of the process that writes them.
 * Thread-safe; several processes may write to one.
 */
final class EventLog {
  private final FileChannel channel;

  private EventLog(FileChannel channel) {
    this.channel = channel;
  }

  static EventLog open(Path file) {
    try {
      return new EventLog(
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a line, or several, in one step. */
  void add(String lines) {
    try {
      channel.write(ByteBuffer.wrap((lines + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Event.Kind kind, String cache, int key, long number) {
    add(new Event(System.currentTimeMillis(), kind, cache, key, number).line());
  }

  /** All events of a file that is whole but for the line that a killed process was writing. */
  static List<Event> events(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Event::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
