package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far changes have got, as a text. */
@Tag("unit")
class ReadTokenTest {

  @Test
  void read_whatWasWritten_isAsItWas() {
    Random random = new Random(17);
    for (int i = 0; i < 1000; i++) {
      long[] sequences = new long[1 + random.nextInt(300)];
      for (int p = 0; p < sequences.length; p++) {
        sequences[p] = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(62));
      }
      assertThat(ReadToken.read(ReadToken.of(sequences), sequences.length)).isEqualTo(sequences);
    }
  }

  @Test
  void of_nothingThatHasChanged_isEmpty() {
    assertThat(ReadToken.of(new long[16])).isEmpty();
    assertThat(ReadToken.of(new long[] {0, -1})).isEmpty();
    assertThat(ReadToken.read("", 16)).containsOnly(0);
  }

  @Test
  void of_sixteenPartitionsInUse_isShort() {
    long[] sequences = new Random(1).longs(16, 1, 1_000_000).toArray();

    assertThat(ReadToken.of(sequences).length()).isLessThan(90);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "A",
        "AA",
        "AQ==x",
        "AQA",
        "AQAA____",
        "AQD___________8B",
        "AQ8B",
        "Ag8B",
        "ü"
      })
  void read_anythingElse_isRefusedWithWhatItIs(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadToken.read(text, 4))
        .withMessageContaining(text)
        .withMessageContaining("allowed");
  }

  @Test
  void ofBoth_twoTokens_coversWhatEachDoes() {
    String one = ReadToken.of(new long[] {7, 0, 3, 1});
    String other = ReadToken.of(new long[] {2, 5, 9});

    assertThat(ReadToken.read(ReadToken.ofBoth(one, other), 4)).containsExactly(7, 5, 9, 1);
    assertThat(ReadToken.ofBoth(one, "")).isEqualTo(one);
  }

  @Test
  void ofBoth_oneThatIsNone_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ReadToken.ofBoth("", "no token"));
  }

  @Test
  void read_longText_isNotRepeatedWhole() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadToken.read("x".repeat(10_000), 4))
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
  }
}
