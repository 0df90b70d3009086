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

  /** All events of a file, but for the half of a line that a killed process may have left. */
  static List<Event> events(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Event::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
