package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.entresol.tier.TierException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which versions of servers are taken. */
@Tag("unit")
final class ServerVersionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"6.2.0", "6.2", "6.10.1", "7.0.15", "10.0.0", "255.255.255", "", "unknown"})
  void require_newEnoughOrUnknown_isTaken(String version) {
    assertThatCode(() -> ServerVersion.require(version)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.8.24", "5.0.14", "6.0.16", "6.1-rc1"})
  void require_tooOld_isRefusedWithBothVersions(String version) {
    assertThatThrownBy(() -> ServerVersion.require(version))
        .isInstanceOf(TierException.class)
        .hasMessage("Redis has version " + version + "; allowed: 6.2 and later");
  }
}
