package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A file in the directory that this user may not read, or not write to. A superuser runs the
 * program without the right to pass over that, on a file of somebody else; anybody else protects a
 * file of their own.
 */
@Tag("processes")
class OthersFilesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Somebody else, whoever that is. */
  private static final int NOBODY = 65_534;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void fill() {
    use(folder);
  }

  /** What the program does: it stores and reads an entry in each of the shards. */
  private static void use(Path folder) {
    try (DiskFiles files =
        new DiskFiles(
            new Directory(TestNodes.directory(folder), PATIENCE), System::currentTimeMillis)) {
      DiskNode node = new DiskNode(files, "test", Clock.system());
      ByteTier tier = node.open("c", TestNodes.options(QueueTerms.NONE));
      for (int i = 0; i < 64; i++) {
        byte[] key = ("i:" + i).getBytes(StandardCharsets.UTF_8);
        tier.attempt(
            new Plan(key, Act.WRITE, Act.WRITE)
                .payload(new byte[8])
                .lifetimes(Lifetimes.of(Lifetimes.ETERNAL)));
        assertThat(tier.read(key).entry()).isNotNull();
      }
      node.close();
    }
  }

  /** The program: it says how it went. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      try {
        use(Path.of(arguments[0]));
        System.out.println("done");
      } catch (TierException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private boolean isSuperuser() throws IOException {
    return (int) Files.getAttribute(folder, "unix:uid") == 0;
  }

  private void giveAway(Path file, String rightsOfOthers) throws IOException {
    if (isSuperuser()) {
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString("rw-" + rightsOfOthers + rightsOfOthers));
      Files.setAttribute(file, "unix:uid", NOBODY);
      Files.setAttribute(file, "unix:gid", NOBODY);
    } else {
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(rightsOfOthers + "------"));
    }
  }

  private String said() throws IOException {
    List<String> command = new ArrayList<>();
    if (isSuperuser()) {
      command.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Program.class.getName(), folder.toString()));
    Process program = new ProcessBuilder(command).start();
    return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @ParameterizedTest
  @CsvSource({
    "entresol-0.1.db, ---",
    "entresol-0.1.db, r--",
    "entresol-3.1.db, ---",
    "entresol.marks, ---",
    "entresol.marks, r--",
    "entresol.lock, ---",
    "entresol.lock, r--"
  })
  void use_fileOfAnotherUser_isRefusedWithPathAndReason(String name, String rights)
      throws IOException {
    Path file = folder.resolve(name);
    giveAway(file, rights);

    assertThat(said())
        .contains(file.toString())
        .matches("(?s).*(by this user|this user may write to).*");
  }
}
