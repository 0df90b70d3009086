package org.entresol.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the runs before this one really ran, read off their reports.
 *
 * <p>The suite reports a test that it leaves out as passed (all of them, when store-by-reference is
 * missing or a class to unwrap to is not named), so those are counted too.
 */
@Tag("unit")
class TallyTest {
  private static final String PROOF_OF_THE_EXCLUDE_LIST = "org.jsr107.tck.CachingTest#dummyTest";

  @ParameterizedTest
  @CsvSource({
    "heap, 481",
    "redis, 481",
    "heap-redis, 481",
    "heap-redis-cluster, 481",
    "heap-redis-boot-3, 481",
    "disk, 481",
    "heap-disk, 481",
    "annotations, 12"
  })
  void run_complete_passedEveryTest(String run, int tests) throws Exception {
    Reports reports = reportsOf(run);

    assertThat(reports.total("tests")).isEqualTo(tests);
    assertThat(reports.total("skipped")).isZero();
    assertThat(reports.total("failures")).isZero();
    assertThat(reports.total("errors")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"heap", "heap-redis", "heap-redis-cluster", "heap-redis-boot-3", "heap-disk"})
  void coreRun_complete_leftOutOnlyTheProof(String run) throws Exception {
    assertThat(reportsOf(run).leftOut()).containsExactly(PROOF_OF_THE_EXCLUDE_LIST);
  }

  @ParameterizedTest
  @CsvSource({"redis", "disk"})
  void runWithoutHeap_complete_leftOutOnlyTheProofAndStoringByReference(String run)
      throws Exception {
    assertThat(reportsOf(run).leftOut())
        .contains(PROOF_OF_THE_EXCLUDE_LIST)
        .allMatch(test -> test.equals(PROOF_OF_THE_EXCLUDE_LIST) || test.contains("ByReference"))
        .hasSize(13);
  }

  @Test
  void bootRun_complete_hadTheLibrariesOfBoot() throws Exception {
    assertThat(reportsOf("heap-redis-boot-3").classPaths())
        .isNotEmpty()
        .allSatisfy(
            path ->
                assertThat(path)
                    .contains("boot-3/netty-transport.jar", "boot-3/caffeine.jar")
                    .doesNotContain("netty-transport-4.2", "caffeine-3.3"));
  }

  @Test
  void annotationRun_complete_leftOutNothing() throws Exception {
    assertThat(reportsOf("annotations").leftOut()).isEmpty();
  }

  @Test
  void provider_underTest_isTheOnlyOneAndComesFromItsJar() throws URISyntaxException {
    Iterable<CachingProvider> providers = Caching.getCachingProviders();

    assertThat(providers).hasSize(1);
    assertThat(originOf(providers.iterator().next())).isFile().hasExtension("jar");
  }

  private static Reports reportsOf(String run) throws Exception {
    return Reports.in(Path.of(System.getProperty("tck.reports"), run));
  }

  private static File originOf(Object subject) throws URISyntaxException {
    return new File(subject.getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
