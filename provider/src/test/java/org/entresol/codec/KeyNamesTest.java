package org.entresol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.entresol.codec.key.CanonicalKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tier names things by the bytes of keys, whatever is in these: each key has one name. */
@Tag("unit")
class KeyNamesTest {

  private static final int ROUNDS = 40_000;

  private static final KeyCodec<Object> CODEC =
      new CanonicalKeys<>(
          KeyNamesTest.class.getClassLoader(),
          AllowedClasses.of(List.of(Pet.class), List.of()),
          Set.of());

  private static final List<String> PIECES =
      List.of(
          "a",
          "A",
          "0",
          "s:",
          "w:",
          "k:",
          "i:7",
          "%",
          "%0025",
          "%D83D",
          "%d83d",
          "%uD83D",
          "?",
          "*",
          "[a]",
          "]",
          "[^",
          "\\",
          "{",
          "}",
          "}:e:",
          ":",
          "/",
          "#",
          " ",
          "\n",
          "\r\n",
          "\u0000",
          "\u007f",
          "\u0080",
          "\u00e9",
          "\u2028",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "\ud83d\ude00",
          "\ud83d",
          "\ude00",
          "\ud800",
          "\udbff",
          "\udc00",
          "\udfff");

  record Title(String text, @Nullable Object more) {}

  private final Random random = new Random(20_241);
  private final Map<String, Object> named = new HashMap<>();

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    if (random.nextInt(4) == 0) {
      text.append((char) random.nextInt(0x10000));
    }
    return text.toString();
  }

  private Object key() {
    String text = text();
    return switch (random.nextInt(12)) {
      case 0 -> (char) random.nextInt(0x10000);
      case 1 -> uri(text);
      case 2 -> new Title(text, text());
      case 3 -> List.of(text, text());
      case 4 -> Set.of(new Title(text, null));
      case 5 -> Optional.of(text);
      case 6 -> simple();
      case 7 -> Map.of(text, uri(text()));
      default -> text;
    };
  }

  private Object uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return text;
    }
  }

  private Object simple() {
    long number = random.nextLong() >> random.nextInt(64);
    List<Function<Long, Object>> kinds =
        List.of(
            n -> n,
            Long::intValue,
            n -> n.shortValue(),
            n -> n.byteValue(),
            n -> n > 0,
            Long::doubleValue,
            Long::floatValue,
            n -> new UUID(n, n),
            BigInteger::valueOf,
            n -> BigDecimal.valueOf(n, n.byteValue()),
            n -> Instant.ofEpochMilli(n >> 10),
            n -> LocalDate.ofEpochDay(n.shortValue()),
            n -> n > 0 ? TimeUnit.DAYS : TimeUnit.HOURS);
    return kinds.get(random.nextInt(kinds.size())).apply(number);
  }

  @Test
  void name_ofAnyKey_isTextThatTellsTheKeyAndNoOther() {
    for (int i = 0; i < ROUNDS; i++) {
      Object key = key();
      byte[] bytes = CODEC.encode(key);

      assertThat(isText(bytes)).as("%s", escaped(key)).isTrue();
      assertThat(CODEC.decode(bytes)).isEqualTo(key);
      Object other = named.putIfAbsent(HexFormat.of().formatHex(bytes), key);
      assertThat(other == null ? key : other).isEqualTo(key);
    }
  }

  @Test
  void name_ofEqualKeys_isTheSame() {
    for (int i = 0; i < ROUNDS; i++) {
      String text = text();

      assertThat(CODEC.encode(new String(text.toCharArray()))).isEqualTo(CODEC.encode(text));
      assertThat(CODEC.encode(new Title(text, 1)))
          .isEqualTo(CODEC.encode(new Title(new String(text.toCharArray()), 1)));
    }
  }

  @Test
  void name_ofHalfAPair_isReadable() {
    assertThat(new String(CODEC.encode("50%: \ud83d\ude00".substring(0, 6)), UTF_8))
        .isEqualTo("w:s:50%0025: %D83D");
    assertThat(new String(CODEC.encode("50%: \ud83d\ude00"), UTF_8))
        .isEqualTo("s:50%: \ud83d\ude00");
  }

  @Test
  void decode_escapesThatNoKeyHas_areRefused() {
    for (String name : List.of("w:", "w:s", "w:s:a", "w:s:%d83d", "w:s:%D83D%", "w:w:s:%D83D")) {
      assertThat(isRefused(name.getBytes(UTF_8))).as(name).isTrue();
    }
  }

  private static boolean isRefused(byte[] bytes) {
    try {
      return CODEC.decode(bytes) == null;
    } catch (CodecException e) {
      return true;
    }
  }

  /** Whether a client may read the bytes as text and write them again; those of k: it need not. */
  private static boolean isText(byte[] bytes) {
    try {
      return bytes[0] == 'k' || !UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).isEmpty();
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String escaped(Object key) {
    return Arrays.toString(key.toString().toCharArray());
  }
}
