package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That names are read as they are written. */
@Tag("unit")
class LabelsTest {
  @Test
  void parse_labelOfEveryPeer_isThatPeer() {
    for (Peer peer : Peer.values()) {
      assertThat(Labels.parse(Peer.class, Labels.of(peer))).isEqualTo(peer);
    }
    assertThat(Labels.of(Peer.CAFFEINE_JCACHE)).isEqualTo("caffeine-jcache");
  }

  @Test
  void parse_unknownPeer_namesTheAllowedOnes() {
    assertThatThrownBy(() -> Labels.parse(Peer.class, "cache3k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown peer 'cache3k'; allowed are: "
                + "raw, entresol, caffeine-jcache, cache2k, ehcache, hazelcast");
  }

  @Test
  void payload_unknown_namesTheAllowedOnes() {
    assertThatThrownBy(() -> Payload.named("invoice"))
        .hasMessage("Unknown payload 'invoice'; allowed are: string, customer, order");
  }
}
