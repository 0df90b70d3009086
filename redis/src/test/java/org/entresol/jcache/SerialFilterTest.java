package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.ShippedCodec.JAVA;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.entresol.codec.SharedSchemas;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.plain.GivenCodec;
import org.entresol.codec.plain.PlainForms;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.testing.JvmProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JVM is told never to read by Java serialization is not read as a part of a value. */
@Tag("processes")
class SerialFilterTest {

  private static final ClassLoader LOADER = SerialFilterTest.class.getClassLoader();
  private static final AllowedClasses JDK = AllowedClasses.of(List.of(), List.of());

  @ParameterizedTest
  @CsvSource({
    "kryo, !java.lang.IllegalStateException, refused",
    "kryo, java.base/*;!*, read",
    "java, !java.lang.IllegalStateException, refused",
    "java, java.base/*;!*, read",
  })
  void decode_serializedPart_passesTheFilterOfTheJvm(String codec, String filter, String said) {
    List<String> options = List.of("-Djdk.serialFilter=" + filter);
    try (JvmProcess reader = JvmProcess.start(options, SerialFilterTest.class, codec)) {
      assertThat(reader.awaitLine(line -> true, Duration.ofSeconds(30))).isEqualTo(said);
    }
  }

  /** Says whether a value can be read of which a part at least is in Java serialization. */
  public static void main(String[] arguments) {
    ValueCodec codec =
        arguments[0].equals("kryo")
            ? new KryoCodec(LOADER, JDK, Set.of(), SharedSchemas.HERE)
            : new GivenCodec(PlainForms.of(JAVA, "states", Object.class, LOADER, JDK));
    try {
      byte[] bytes = codec.encode(new IllegalStateException("told"));
      System.out.println(
          codec.decode(bytes, 0) instanceof IllegalStateException ? "read" : "another");
    } catch (CodecException e) {
      System.out.println("refused");
    }
  }
}
