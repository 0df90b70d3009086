package org.entresol.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server may be called. */
@Tag("unit")
class GuardTest {

  private final Guard guard =
      new Guard(Tokens.NONE, List.of("console.example.com"), false, text -> {});

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 80, localhost, true",
    "127.0.0.1, 80, localhost:80, true",
    "127.0.0.1, 80, 127.0.0.1, true",
    "127.0.0.1, 80, [::1], true",
    "127.0.0.1, 80, localhost:8379, false",
    "127.0.0.1, 80, evil.example, false",
    "127.0.0.1, 8379, localhost, false",
    "127.0.0.1, 8379, localhost:8379, true",
    "127.0.0.1, 8379, 127.0.0.1:8379, true",
    "127.0.0.1, 8379, :8379, false",
    "192.0.2.1, 80, 192.0.2.1, true",
    "192.0.2.1, 80, localhost, false",
    "192.0.2.1, 8379, console.example.com, true",
  })
  void host_atAnAddress_isOwnOrNot(String address, int port, String host, boolean own) {
    assertThat(guard.isOwn(host, new InetSocketAddress(address, port))).isEqualTo(own);
  }
}
