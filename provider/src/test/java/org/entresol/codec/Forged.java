package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.WireFormat;

/** Containers in the bytes of an encoded value, each of which has the number of its place. */
final class Forged {

  /** Knows no class but those of the JDK. */
  static final ValueCodec STRICT =
      new KryoCodec(
          Forged.class.getClassLoader(),
          AllowedClasses.of(List.of(), List.of()),
          Set.of(),
          SharedSchemas.HERE);

  final Output output = new Output(64, -1);
  int objects;
  private boolean isNamed;

  /** How many classes are named before that of tables. */
  int names;

  /** Begins a container of so many parts, which follow; gives its number. */
  int begin(Class<?> type, int parts) {
    if (type != Hashtable.class) {
      output.writeVarInt(WireFormat.codeOf(type), true);
    } else if (isNamed) {
      output.writeByte(WireFormat.NAMED_BEFORE);
      output.writeVarInt(names, true);
    } else {
      output.writeByte(WireFormat.NAMED);
      output.writeString(type.getName());
      isNamed = true;
    }
    output.writeVarInt(parts, true);
    return objects++;
  }

  void text(String text) {
    output.writeVarInt(WireFormat.codeOf(String.class), true);
    output.writeString(text);
  }

  void again(int number) {
    output.writeByte(WireFormat.REFERENCE);
    output.writeVarInt(number, true);
  }

  /** A list of lists, which doubles with each level what there is to hash. */
  int doubling(int levels) {
    int first = objects;
    for (int i = 0; i < levels; i++) {
      int unused = begin(ArrayList.class, 2);
    }
    text("a");
    text("b");
    for (int i = 1; i < levels; i++) {
      again(first + levels - i);
    }
    return first;
  }

  void assertRefused() {
    assertRefusedBy(STRICT);
  }

  void assertRefusedBy(ValueCodec codec) {
    byte[] bytes = output.toBytes();
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec.decode(bytes, 0));
  }
}
