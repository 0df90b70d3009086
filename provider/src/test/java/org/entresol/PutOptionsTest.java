package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of one put. */
@Tag("unit")
class PutOptionsTest {

  @Test
  void withTimeToLive_tagged_keepsTags() {
    PutOptions options = PutOptions.tags("a", "b").withTimeToLive(Duration.ofSeconds(3));
    assertThat(options.tags()).containsExactly("a", "b");
    assertThat(options.timeToLive()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options).hasToString("PutOptions[tags=[a, b], timeToLive=PT3S]");
  }

  @Test
  void none_saysNothing() {
    assertThat(PutOptions.NONE.tags()).isEmpty();
    assertThat(PutOptions.NONE.timeToLive()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "P36500DT1S"})
  void timeToLive_ofNoTimeOrTooLong_isRefused(Duration length) {
    assertThatThrownBy(() -> PutOptions.timeToLive(length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time to live");
  }
}
