package org.entresol.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A directory whose files are read as configurations. */
record Fixture(Path directory) {
  private static final String FILE = "entresol.yaml";
  static final ClassLoader LOADER = Fixture.class.getClassLoader();

  /** Writes a file and gives its URI. */
  URI write(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, text).toUri();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The place in the file that was read last, as messages name it. */
  String place(String position) {
    try {
      return directory.resolve(FILE).toUri().toURL() + ":" + position;
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text as a file of its own. */
  ManagerConfiguration load(String text) {
    return load(text, properties());
  }

  /** Reads a text as a file of its own, and properties over it. */
  ManagerConfiguration load(String text, Properties properties) {
    return ManagerConfiguration.load(write(FILE, text), LOADER, properties);
  }

  /** Properties from names and values in turn. */
  static Properties properties(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }
}
