package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.entresol.tier.TierException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several copies of this module in one JVM. */
@Tag("unit")
class ClaimTest {

  @TempDir private Path folder = Path.of("");

  /** A class loader with classes of its own of this module and of the provider. */
  private static URLClassLoader another() {
    return new URLClassLoader(
        new URL[] {place(Claim.class), place(TierException.class)},
        ClassLoader.getPlatformClassLoader());
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Claims the directory as the copy of another class loader. */
  private AutoCloseable claimedBy(ClassLoader other) throws Exception {
    Method claim = other.loadClass(Claim.class.getName()).getDeclaredMethod("of", Path.class);
    claim.setAccessible(true);
    return (AutoCloseable) claim.invoke(null, folder);
  }

  @Test
  void open_directoryOfAnotherCopy_isRefusedUntilItIsClosed() throws Exception {
    try (URLClassLoader other = another()) {
      AutoCloseable held = claimedBy(other);

      assertThatExceptionOfType(TierException.class)
          .isThrownBy(() -> TestNodes.files(TestNodes.directory(folder)))
          .withMessageContaining("is in use by another copy of entresol-disk in this JVM");

      held.close();
      TestNodes.files(TestNodes.directory(folder)).close();
    }
  }

  @Test
  void open_severalTimesByOneCopy_holdsItUntilTheLastIsClosed() throws Exception {
    DiskFiles first = TestNodes.files(TestNodes.directory(folder));
    DiskFiles second = TestNodes.files(TestNodes.directory(folder.resolve(".")));
    try (URLClassLoader other = another()) {
      first.close();
      first.close();

      assertThatExceptionOfType(InvocationTargetException.class).isThrownBy(() -> claimedBy(other));

      second.close();
      assertThat(claimedBy(other)).isNotNull();
    }
  }
}
