package org.entresol.codec;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.entresol.codec.key.CanonicalKeys;
import org.entresol.codec.wire.KryoCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The bytes are those of every release before: what one wrote, another reads. The bytes of keys and
 * values are in {@code golden.properties}; a row is never changed.
 */
@Tag("unit")
class GoldenBytesTest {

  private static final ClassLoader LOADER = GoldenBytesTest.class.getClassLoader();
  private static final AllowedClasses ALLOWED = AllowedClasses.of(List.of(Pet.class), List.of());
  private static final ValueCodec VALUES =
      new KryoCodec(LOADER, ALLOWED, Set.of(), SharedSchemas.HERE);
  private static final KeyCodec<Object> KEYS = new CanonicalKeys<>(LOADER, ALLOWED, Set.of());

  record Customer(long id, String name, @Nullable Integer rank, Object more) {}

  private static Pet pet() {
    Pet pet = new Pet("Tom");
    pet.friend = pet;
    return pet;
  }

  private static final Map<String, Object> ROWS =
      Map.ofEntries(
          entry("value.string", "short"),
          entry("value.long-string", "a string that is longer than thirty-two, grün €"),
          entry("value.integer", -7),
          entry("value.long", 1L << 40),
          entry("value.double", 1.5),
          entry("value.boolean", true),
          entry("value.bytes", new byte[] {1, 2, 3}),
          entry("value.ints", new int[] {1, -2}),
          entry("value.objects", new Object[] {"a", null, 1}),
          entry("value.list", new ArrayList<>(Arrays.asList("a", 1, null))),
          entry("value.immutable-list", List.of("ab", "cd")),
          entry("value.map", new LinkedHashMap<>(Map.of("k", List.of(1L)))),
          entry("value.sorted-map", new TreeMap<>(Map.of("k", "v"))),
          entry("value.decimal", new BigDecimal("12.50")),
          entry("value.uuid", new UUID(1, 2)),
          entry("value.date", LocalDate.of(2024, 2, 29)),
          entry("value.instant", Instant.ofEpochSecond(1, 5)),
          entry("value.enum", TimeUnit.DAYS),
          entry("value.enum-set", EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS)),
          entry("value.locale", Locale.GERMANY),
          entry("value.optional", Optional.of("a")),
          entry("value.record", new Customer(4711, "Ann", null, Optional.empty())),
          entry("value.object", pet()),
          entry("key.string", "customer:42"),
          entry("key.integer", 42),
          entry("key.double", 0.1),
          entry("key.enum", TimeUnit.DAYS),
          entry("key.list", List.of("a", 1)),
          entry("key.set", Set.of("a", "b")),
          entry("key.record", new Customer(1, "a", 2, new int[0].length)));

  private static final Set<String> NAMES = ROWS.keySet();

  private static Properties golden() {
    Properties golden = new Properties();
    try (InputStream in = GoldenBytesTest.class.getResourceAsStream("golden.properties")) {
      golden.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return golden;
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void bytes_ofEveryRow_areAsTheyWere(String name) {
    Object object = requireNonNull(ROWS.get(name));
    String expected = golden().getProperty(name);
    boolean isKey = name.startsWith("key.");
    byte[] bytes = isKey ? KEYS.encode(object) : VALUES.encode(object);

    assertThat(HexFormat.of().formatHex(bytes)).as(name).isEqualTo(expected);

    byte[] old = HexFormat.of().parseHex(expected);
    assertThat(isKey ? KEYS.decode(old) : VALUES.decode(old, 0)).isEqualTo(object);
  }

  @Test
  void golden_rows_haveATestEach() {
    assertThat(golden().stringPropertyNames()).isEqualTo(NAMES);
  }
}
