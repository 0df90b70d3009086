package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.esotericsoftware.kryo.io.Output;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.entresol.codec.copy.Shell;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.WireFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas are data of strangers: whatever they say gives a value or a refusal. */
@Tag("unit")
class HostileSchemasTest {

  private static final String PET = Pet.class.getName();
  private static final AllowedClasses PETS = AllowedClasses.of(List.of(), List.of(PET));

  private final SharedSchemas schemas = new SharedSchemas();

  /** Notes what it is asked for. */
  private static final class Recording extends ClassLoader {
    final List<String> names = new ArrayList<>();

    Recording() {
      super(HostileSchemasTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      names.add(name);
      return super.loadClass(name, resolve);
    }
  }

  private final Recording loader = new Recording();
  private final ValueCodec codec = new KryoCodec(loader, PETS, Set.of(), schemas);

  private byte[] payload(String text, Consumer<Output> content) {
    long fingerprint = WireFormat.fingerprint(text);
    schemas.texts.put(fingerprint, text);
    return bytes(fingerprint, content);
  }

  private static byte[] bytes(long fingerprint, Consumer<Output> content) {
    Output output = new Output(64, -1);
    output.writeByte(WireFormat.DESCRIBED);
    output.writeLong(fingerprint);
    content.accept(output);
    return output.toBytes();
  }

  private void assertRefused(byte[] bytes, String reason) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.decode(bytes, 0))
        .withMessageContaining(reason);
  }

  private static void nothing(Output output) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "c",
        "c\n",
        "c\ta.B",
        "q\ta.B\n",
        "c\t\n",
        "c\ta.B\tmore\n",
        "a\t[La.B;\n",
        "a\t[La.B;\t1\n",
        "\tI\tint\tid\n",
        "c\ta.B\n\tI\tint\t\n",
        "c\ta.B\n\tX\tint\tid\n",
        "c\ta.B\n\t-1\tint\tid\n",
        "c\ta.B\n\t1\tint\tid\n",
        "c\ta.B\n\t99999\tint\tid\n",
        "c\ta.B\n\n",
      })
  void decode_textThatIsNoSchema_isRefused(String text) {
    assertRefused(payload(text, HostileSchemasTest::nothing), "a schema that is none");
    assertThat(loader.names).isEmpty();
  }

  @Test
  void decode_schemaThatIsTooLarge_isRefused() {
    String line = "\tI\tint\tid\n";
    String classes = "c\ta.B\n";
    for (String text :
        List.of(
            "c\ta.B\n" + line.repeat(10_001), classes.repeat(1001), "c\t" + "a".repeat(300_000)))
      assertRefused(payload(text, HostileSchemasTest::nothing), "a schema that is none");
  }

  @Test
  void decode_textOfAnotherFingerprint_isRefused() {
    schemas.texts.put(1L, "c\t" + PET + "\n");

    assertRefused(bytes(1, HostileSchemasTest::nothing), "a schema that is none");
    assertThat(schemas.refused).containsExactly(1L);
  }

  @Test
  void decode_schemaThatIsNotThere_isRefused() {
    assertRefused(bytes(1, HostileSchemasTest::nothing), "0000000000000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "r", "e", "s", "x", "k", "j"})
  void decode_classThatIsNotAllowed_isNeitherLoadedNorMade(String kind) {
    String text = kind + "\torg.entresol.codec.Obsolete\n";

    assertRefused(payload(text, HostileSchemasTest::nothing), "not allowed");
    assertThat(loader.names).isEmpty();
  }

  @Test
  void decode_classThatIsNotAllowedInAFieldThatIsNotHere_isSkippedUnloaded() {
    String text =
        "c\t%s\n\t1\ta.B\tgone\n\t*\tx\tmore\n\tT\tx\tname\nc\ta.B\n\t1\ta.B\tnext\n"
            .formatted(PET);
    byte[] bytes =
        payload(
            text,
            out -> {
              out.writeBytes(new byte[] {1, 1, 0, WireFormat.NAMED_BEFORE, 0});
              out.writeBytes(new byte[] {0, 0});
              out.writeString("Tom");
              out.writeString("Tom");
            });

    // The object in the second field is a whole pet, whose own fields are skipped as well.
    assertThat(codec.decode(bytes, 0)).hasToString("Pet Tom");
    assertThat(loader.names).containsOnly(PET);
  }

  @Test
  void decode_fieldOfAnotherType_isRefused() {
    String text = "c\t%s\n\tJ\tjava.lang.String\tname\n".formatted(PET);

    assertRefused(payload(text, out -> out.writeVarLong(1, false)), "proper encoding");
  }

  @Test
  void decode_classOfTheJdkAsOneOfAnotherKind_isRefused() {
    for (String kind : List.of("c", "r", "s", "x", "k", "e")) {
      String text = kind + "\tjava.util.Date\n";
      assertRefused(payload(text, out -> out.writeBytes(new byte[20])), "proper encoding");
    }
    assertRefused(payload("j\t" + PET + "\n", HostileSchemasTest::nothing), "no class of the JDK");
  }

  @Test
  void decode_classesThatHoldThemselvesWithoutEnd_areRefused() {
    String text = "c\t%s\n\t0\tx\tfriend\n".formatted(PET);

    assertRefused(payload(text, out -> out.writeBytes(ones(100_000))), "levels deep");
    String gone = "c\t%s\n\t1\tx\tgone\nc\ta.B\n\t1\tx\tnext\n".formatted(PET);
    assertRefused(payload(gone, out -> out.writeBytes(ones(100_000))), "levels deep");
  }

  @Test
  void decode_nestedObjectsOfManyFieldsThatAreNotHere_takesLittleMemory() {
    String gone = "c\t%s\n\t1\tx\tgone\nc\ta.B\n%s".formatted(PET, "\t1\tx\tnext\n".repeat(9000));
    byte[] bytes = payload(gone, out -> out.writeBytes(ones(200)));
    assertRefused(bytes, "proper encoding");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    assertRefused(bytes, "proper encoding");

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4_000_000);
  }

  /** An object without a hash code of its own that only Java serialization can make. */
  static final class Written implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
      out.defaultWriteObject();
    }
  }

  @Test
  void decode_shellOfAnotherClassThanWasTold_isRefused() throws java.io.IOException {
    AllowedClasses written = AllowedClasses.of(List.of(), List.of(Written.class.getName()));
    ValueCodec reader = new KryoCodec(loader, written, Set.of(), schemas);
    byte[] shell = Shell.bare(new HashSet<>(Set.of("a"))).bytes();
    byte[] bytes =
        payload(
            "s\t" + Written.class.getName() + "\n",
            out -> {
              out.writeVarInt(shell.length, true);
              out.writeBytes(shell);
              out.writeVarInt(1, true);
              out.writeByte(WireFormat.codeOf(String.class));
              out.writeString("a");
            });

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> reader.decode(bytes, 0))
        .withMessageContaining("java.util.HashSet where");
  }

  @Test
  void decode_containersInEachOtherWhoseTypeIsAnotherHere_areLookedAtBoundedly() {
    AllowedClasses nested = AllowedClasses.of(List.of(), List.of(Nested.class.getName()));
    ValueCodec reader = new KryoCodec(loader, nested, Set.of(), schemas);
    String text = "c\t%s\n\t*\tjava.lang.Object\tall\n".formatted(Nested.class.getName());
    byte[] bytes =
        payload(
            text,
            out -> {
              for (int i = 0; i < 5; i++) {
                out.writeByte(WireFormat.codeOf(ArrayList.class));
                out.writeVarInt(100, true);
              }
              writeNested(out);
            });

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> reader.decode(bytes, 0))
        .withMessageContaining("nobody can look");
  }

  /** The innermost of five lists that are begun, and 99 references to what is in each. */
  private static void writeNested(Output out) {
    for (int i = 0; i < 100; i++) {
      out.writeByte(WireFormat.codeOf(String.class));
      out.writeString("a");
    }
    for (int number = 5; number > 1; number--) {
      for (int i = 0; i < 99; i++) {
        out.writeByte(WireFormat.REFERENCE);
        out.writeVarInt(number, true);
      }
    }
  }

  /** Declares what is in its lists. */
  static final class Nested {
    List<List<List<List<List<Comparable<String>>>>>> all = List.of();
  }

  private static byte[] ones(int length) {
    byte[] ones = new byte[length];
    java.util.Arrays.fill(ones, (byte) 1);
    return ones;
  }

  @Test
  void decode_moreSchemasThanAreKept_refusesTheRest() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      String text = "c\t%s\n\tI\tint\tx%d\n\tT\tx\tname\n".formatted(PET, i);
      all.add(
          payload(
              text,
              out -> {
                out.writeVarInt(1, false);
                out.writeString("Tom");
              }));
    }

    long read = all.stream().filter(this::isRead).count();

    assertThat(read).isBetween(4000L, 4096L);
  }

  @Test
  void decode_schemasOfMoreFieldsThanAreKept_refusesTheRest() {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String more = "\tT\t\tx\n".repeat(9999);
      String text = "c\t%s\n\tT\t\tname\nc\ta.B%d\n%s".formatted(PET, i, more);
      all.add(payload(text, out -> out.writeString("Tom")));
    }

    assertThat(all.stream().filter(this::isRead).count()).isEqualTo(40);
  }

  private boolean isRead(byte[] bytes) {
    try {
      return codec.decode(bytes, 0) instanceof Pet;
    } catch (CodecException e) {
      return false;
    }
  }

  @Test
  @Tag("search")
  void decode_damagedTexts_giveAValueOrARefusal() {
    codec.encode(new Pet("Tom"));
    String text = schemas.texts.values().iterator().next();
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      char[] damaged = text.toCharArray();
      damaged[random.nextInt(damaged.length)] = (char) (' ' - 23 + random.nextInt(120));
      SharedSchemas other = new SharedSchemas();
      long fingerprint = WireFormat.fingerprint(new String(damaged));
      other.texts.putAll(Map.of(fingerprint, new String(damaged)));
      ValueCodec reader = new KryoCodec(loader, PETS, Set.of(), other);
      byte[] bytes =
          bytes(fingerprint, out -> out.writeBytes(new byte[] {0, 0x54, 0x6f, (byte) 0xed}));
      try {
        assertThat(reader.decode(bytes, 0)).isInstanceOf(Pet.class);
      } catch (CodecException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
