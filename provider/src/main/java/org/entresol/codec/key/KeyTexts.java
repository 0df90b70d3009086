package org.entresol.codec.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are readable text: a letter for the type, a colon, the text. Thread-safe.
 *
 * <p>All of it is proper Unicode in UTF-8, so that a name that a client reads as text is the same
 * when it is written again. The letters are part of the format. The text of a number does not
 * depend on the release of the JDK, which is why fractions are hexadecimal.
 */
final class KeyTexts {

  private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

  private static final char STRING = 's';

  /** Another letter with its text follows, in which halves of surrogate pairs are escaped. */
  private static final char ESCAPED = 'w';

  private static final Pattern ESCAPED_HALF = Pattern.compile("%([0-9A-F]{4})");

  private static final char ENUM = 'e';

  /**
   * The text of one type.
   *
   * @param letter stands for the type
   * @param write the text of a value
   * @param read the value of a text
   */
  private record Kind(char letter, Function<Object, String> write, Function<String, Object> read) {}

  private static final Map<Class<?>, Kind> BY_TYPE = new HashMap<>();
  private static final Map<Character, Kind> BY_LETTER = new HashMap<>();

  static {
    kind('i', Integer.class, Integer::valueOf);
    kind('l', Long.class, Long::valueOf);
    kind('h', Short.class, Short::valueOf);
    kind('b', Byte.class, Byte::valueOf);
    kind('c', Character.class, c -> Integer.toString((char) c), KeyTexts::character);
    kind('z', Boolean.class, KeyTexts::truth);
    kind('d', Double.class, d -> Double.toHexString((double) d), Double::valueOf);
    kind('f', Float.class, f -> Float.toHexString((float) f), Float::valueOf);
    kind('u', UUID.class, UUID::fromString);
    kind('n', BigInteger.class, BigInteger::new);
    kind('m', BigDecimal.class, BigDecimal::new);
    kind('r', URI.class, uri -> canonical((URI) uri), URI::create);
    kind('C', Currency.class, Currency::getInstance);
    kind('A', Locale.class, KeyTexts::tag, Locale::forLanguageTag);
    kind(
        'D',
        Date.class,
        date -> Long.toString(((Date) date).toInstant().toEpochMilli()),
        text -> Date.from(Instant.ofEpochMilli(Long.parseLong(text))));
    kind('I', Instant.class, Instant::parse);
    kind('L', LocalDate.class, LocalDate::parse);
    kind('M', LocalDateTime.class, LocalDateTime::parse);
    kind('N', LocalTime.class, LocalTime::parse);
    kind('O', OffsetDateTime.class, OffsetDateTime::parse);
    kind('Q', OffsetTime.class, OffsetTime::parse);
    kind('Z', ZonedDateTime.class, ZonedDateTime::parse);
    kind('W', MonthDay.class, MonthDay::parse);
    kind('P', Period.class, Period::parse);
    kind('U', Duration.class, Duration::parse);
    kind('Y', Year.class, text -> Year.of(Integer.parseInt(text)));
    kind(
        'X',
        YearMonth.class,
        month -> Long.toString(((YearMonth) month).getLong(ChronoField.PROLEPTIC_MONTH)),
        text -> yearMonth(Long.parseLong(text)));
  }

  private final ClassLoader loader;
  private final AllowedClasses allowed;

  KeyTexts(ClassLoader loader, AllowedClasses allowed) {
    this.loader = loader;
    this.allowed = allowed;
  }

  private static void kind(char letter, Class<?> type, Function<String, Object> read) {
    kind(letter, type, Object::toString, read);
  }

  private static void kind(
      char letter, Class<?> type, Function<Object, String> write, Function<String, Object> read) {
    Kind kind = new Kind(letter, write, read);
    BY_TYPE.put(type, kind);
    BY_LETTER.put(letter, kind);
  }

  /** The bytes of a key that is readable text, or null. */
  byte @Nullable [] encode(Object key) {
    if (key instanceof String text) {
      return withLetter(STRING, text);
    }
    Kind kind = BY_TYPE.get(key.getClass());
    if (kind != null) {
      return withLetter(kind.letter(), kind.write().apply(key));
    }
    if (key instanceof Enum<?> constant) {
      Class<?> type = constant.getDeclaringClass();
      allowed.require(type);
      return withLetter(ENUM, type.getName() + "." + constant.name());
    }
    return null;
  }

  /** The key of bytes that are readable text. */
  Object decode(byte[] bytes) {
    if (bytes.length < 2 || bytes[1] != ':') {
      throw CodecException.malformed("a key begins with the letter of its type and a colon");
    }
    String text = utf8(bytes);
    return bytes[0] == ESCAPED ? unescaped(text, bytes) : read((char) (bytes[0] & 0xFF), text);
  }

  private Object read(char letter, String text) {
    if (letter == STRING) {
      return text;
    }
    if (letter == ENUM) {
      return constant(text);
    }
    Kind kind = BY_LETTER.get(letter);
    if (kind == null) {
      throw CodecException.malformed("no type of key has the letter " + letter);
    }
    return kind.read().apply(text);
  }

  /** Only what is not proper Unicode is written so, for equal keys have equal bytes. */
  private Object unescaped(String text, byte[] bytes) {
    String inner =
        ESCAPED_HALF
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        Character.toString((char) Integer.parseInt(found.group(1), 16))));
    if (inner.length() < 2
        || inner.charAt(1) != ':'
        || !Arrays.equals(withLetter(inner.charAt(0), inner.substring(2)), bytes)) {
      throw CodecException.malformed("an escaped key that needs no escapes, or others");
    }
    return read(inner.charAt(0), inner.substring(2));
  }

  private static String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 2, bytes.length - 2)).toString();
    } catch (CharacterCodingException e) {
      throw CodecException.malformed("the text of a key is not UTF-8");
    }
  }

  private Object constant(String text) {
    int dot = text.lastIndexOf('.');
    Class<?> type = allowed.load(text.substring(0, Math.max(0, dot)), loader);
    Object[] constants = type.getEnumConstants();
    if (constants != null) {
      for (Object constant : constants) {
        if (((Enum<?>) constant).name().equals(text.substring(dot + 1))) {
          return constant;
        }
      }
    }
    throw CodecException.malformed("no enum has the constant " + text);
  }

  private static byte[] withLetter(char letter, String text) {
    if (hasHalf(text)) {
      return withLetter(ESCAPED, escaped(letter + ":" + text));
    }
    byte[] encoded = text.getBytes(UTF_8);
    byte[] bytes = new byte[encoded.length + 2];
    bytes[0] = (byte) letter;
    bytes[1] = ':';
    System.arraycopy(encoded, 0, bytes, 2, encoded.length);
    return bytes;
  }

  /** Whether there is half of a surrogate pair without the other, which UTF-8 has no form for. */
  private static boolean hasHalf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (isHalf(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static boolean isHalf(int codePoint) {
    return Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (isHalf(point) || point == '%') {
                escaped.append("%%%04X".formatted(point));
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }

  private static String tag(Object locale) {
    String tag = ((Locale) locale).toLanguageTag();
    if (!Locale.forLanguageTag(tag).equals(locale)) {
      throw CodecException.notEncodable(Locale.class, "as a key it needs a language tag");
    }
    return tag;
  }

  private static Object character(String text) {
    int code = Integer.parseInt(text);
    if (code != (char) code) {
      throw CodecException.malformed("no character has the code " + code);
    }
    return (char) code;
  }

  private static Object truth(String text) {
    if (!Arrays.asList("true", "false").contains(text)) {
      throw CodecException.malformed("neither true nor false: " + text);
    }
    return Boolean.valueOf(text);
  }

  private static Object yearMonth(long months) {
    return YearMonth.of(
        Math.toIntExact(Math.floorDiv(months, 12L)), (int) Math.floorMod(months, 12L) + 1);
  }

  /** The text that equal URIs share: case matters in neither scheme, host nor escapes. */
  private static String canonical(URI uri) {
    StringBuilder text = new StringBuilder();
    if (uri.getScheme() != null) {
      text.append(uri.getScheme().toLowerCase(Locale.ROOT)).append(':');
    }
    if (uri.isOpaque()) {
      text.append(uri.getRawSchemeSpecificPart());
    } else {
      appendAuthority(text, uri);
      text.append(uri.getRawPath());
      if (uri.getRawQuery() != null) {
        text.append('?').append(uri.getRawQuery());
      }
    }
    if (uri.getRawFragment() != null) {
      text.append('#').append(uri.getRawFragment());
    }
    return ESCAPE.matcher(text).replaceAll(escape -> escape.group().toUpperCase(Locale.ROOT));
  }

  private static void appendAuthority(StringBuilder text, URI uri) {
    if (uri.getRawAuthority() == null) {
      return;
    }
    text.append("//");
    if (uri.getHost() == null) {
      text.append(uri.getRawAuthority());
      return;
    }
    if (uri.getRawUserInfo() != null) {
      text.append(uri.getRawUserInfo()).append('@');
    }
    text.append(uri.getHost().toLowerCase(Locale.ROOT));
    if (uri.getPort() >= 0) {
      text.append(':').append(uri.getPort());
    }
  }
}
