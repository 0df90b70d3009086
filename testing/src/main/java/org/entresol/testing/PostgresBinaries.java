package org.entresol.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs: those that the build brings, or others that the property names. */
final class PostgresBinaries {
  private static final String PROPERTY = "entresol.test.postgres";

  private static final Path FOLDER = find();

  private PostgresBinaries() {}

  /** A program such as `initdb`. */
  static Path path(String program) {
    return FOLDER.resolve(program);
  }

  private static Path find() {
    String chosen = System.getProperty(PROPERTY, "");
    Path folder = chosen.isEmpty() ? unpack().resolve("bin") : Path.of(chosen);
    if (!Files.isExecutable(folder.resolve("initdb"))) {
      throw new IllegalStateException(
          PROPERTY + "=" + chosen + ": must be a folder with the programs initdb and postgres");
    }
    return folder;
  }

  private static Path unpack() {
    Path folder = TempFolders.create("postgres-");
    try (InputStream packed = packed();
        InputStream archive = new XZInputStream(packed)) {
      Process tar =
          new ProcessBuilder("tar", "-x", "-f", "-", "-C", folder.toString())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.INHERIT)
              .start();
      try (OutputStream input = tar.getOutputStream()) {
        archive.transferTo(input);
      }
      int status = Waits.interruptibly(tar::waitFor);
      if (status != 0) {
        throw new IllegalStateException("tar ended with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Unprivileged.giveAccess(folder);
    return folder;
  }

  private static InputStream packed() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> System.getProperty("os.arch");
        };
    String name = "/postgres-" + system + "-" + processor + ".txz";
    InputStream found = PostgresBinaries.class.getResourceAsStream(name);
    if (found == null) {
      throw new IllegalStateException(
          "the build brings no PostgreSQL for this machine ("
              + name
              + "): "
              + PROPERTY
              + " must be the folder of its programs");
    }
    return found;
  }
}
