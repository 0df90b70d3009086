package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a program that refuses to run as root is run by root.
 *
 * <p>Either in a user namespace of its own, where it is nobody although its files are root's; or,
 * where the system allows no such namespace, as another user who owns its files.
 */
final class Unprivileged {
  private static final int NOBODY = 65_534;

  private static final List<String> NAMESPACE = List.of("unshare", "-U");
  private static final List<String> USER =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

  private static final List<String> PREFIX = find();

  private Unprivileged() {}

  /** A command line for that program. */
  static List<String> command(Path program, String... arguments) {
    List<String> command = new ArrayList<>(PREFIX);
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Lets such programs use a temporary folder as their own, with all that is in it. */
  static void giveAccess(Path folder) {
    if (!PREFIX.equals(USER)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      Files.setPosixFilePermissions(
          folder.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
      for (Path path : paths.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> find() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    Optional<List<String>> found =
        Stream.of(NAMESPACE, USER).filter(Unprivileged::works).findFirst();
    return found.orElseThrow(
        () ->
            new IllegalStateException(
                "PostgreSQL does not run as root, and neither "
                    + String.join(" ", NAMESPACE)
                    + " nor "
                    + String.join(" ", USER)
                    + " works here: run the tests as another user"));
  }

  private static boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", "test $(id -u) != 0"));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return Waits.interruptibly(process::waitFor) == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
