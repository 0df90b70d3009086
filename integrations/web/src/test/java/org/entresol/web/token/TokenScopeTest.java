package org.entresol.web.token;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.entresol.ReadToken;
import org.entresol.web.TokenScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is carried from one service to another. */
@Tag("unit")
class TokenScopeTest {

  private static String token(long... sequences) {
    return ReadToken.of(sequences);
  }

  @Test
  void carried_answersInAnyOrder_coversAllOfThem() {
    try (TokenScope scope = TokenScope.open()) {
      scope.take(List.of("a=" + token(5, 9) + ", b=" + token(1)));
      scope.take(List.of("a=" + token(7, 2)));

      assertThat(scope.carried()).isEqualTo("a=" + token(7, 9) + ", b=" + token(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "a", "a=", "a=junk", "a b=AQAB", "a\r\nSet-Cookie: b=AQAB"})
  void carried_whatIsNoToken_isNothing(String said) {
    try (TokenScope scope = TokenScope.open()) {
      scope.take(List.of(said));

      assertThat(scope.carried()).isEmpty();
    }
  }

  @Test
  void carried_namesWithoutEnd_areBounded() {
    try (TokenScope scope = TokenScope.open()) {
      IntStream.range(0, 1_000).forEach(i -> scope.take(List.of("c" + i + "=" + token(1))));

      assertThat(scope.carried().split(",", -1)).hasSize(CacheTokens.MOST);
    }
  }

  @Test
  void current_scopeWithinAnother_isTheInnerOneUntilItEnds() {
    try (TokenScope outer = TokenScope.open()) {
      try (TokenScope inner = TokenScope.open()) {
        assertThat(requireNonNull(TokenScope.current())).isSameAs(inner);
      }
      assertThat(requireNonNull(TokenScope.current())).isSameAs(outer);
    }
    assertThat(TokenScope.current()).isNull();
  }
}
