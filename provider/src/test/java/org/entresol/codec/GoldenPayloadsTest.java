package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What releases of the library have written is read by this one: by classes that are as they were
 * then, and by such as have changed, in both directions.
 */
@Tag("unit")
class GoldenPayloadsTest {

  private static Stream<Arguments> shapes() {
    return GoldenPayload.RELEASES.stream()
        .flatMap(
            release ->
                GoldenPayload.shapes(release).stream()
                    .flatMap(
                        change ->
                            Stream.of(false, true)
                                .map(isNew -> Arguments.of(release, change, isNew))));
  }

  private static SharedSchemas schemas(GoldenPayload golden) {
    SharedSchemas schemas = new SharedSchemas();
    schemas.add(golden.schemas());
    return schemas;
  }

  @ParameterizedTest
  @CsvSource("0.1, 69")
  void files_ofARelease_areAllThere(String release, int files) {
    assertThat(GoldenPayload.shapes(release)).hasSize(files);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void decode_bytesOfARelease_byChangedClassesGiveWhatTheTableSays(
      String release, ClassChange change, boolean isNew) {
    GoldenPayload golden = GoldenPayload.of(release, change);

    String read = TwoReleases.read(change, isNew, golden.bytes(!isNew), schemas(golden));

    assertThat(read).isEqualTo(change.expected(isNew));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void decode_bytesOfARelease_bySameClassesGiveWhatIsReadOfBytesOfToday(
      String release, ClassChange change, boolean isNew) {
    GoldenPayload golden = GoldenPayload.of(release, change);
    SharedSchemas today = new SharedSchemas();
    byte[] bytes = TwoReleases.written(change, isNew, today);

    String read = TwoReleases.read(change, isNew, golden.bytes(isNew), schemas(golden));

    assertThat(read).isEqualTo(TwoReleases.read(change, isNew, bytes, today)).isNotEqualTo("miss");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void encode_ofToday_namesTheSchemasOfThatRelease(
      String release, ClassChange change, boolean isNew) {
    GoldenPayload golden = GoldenPayload.of(release, change);
    byte[] bytes = TwoReleases.written(change, !isNew, new SharedSchemas());

    String read = TwoReleases.read(change, isNew, bytes, schemas(golden));

    assertThat(read).isEqualTo(change.expected(isNew));
    assertThat(bytes).hasSameSizeAs(golden.bytes(!isNew));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void decode_bytesOfAReleaseWithOneMore_isRefused(
      String release, ClassChange change, boolean isNew) {
    GoldenPayload golden = GoldenPayload.of(release, change);
    byte[] bytes = golden.bytes(isNew);

    String read =
        TwoReleases.read(change, isNew, Arrays.copyOf(bytes, bytes.length + 1), schemas(golden));

    assertThat(read).isEqualTo("miss");
  }
}
