package org.entresol.codec.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is looked through is what the JDK reads. */
@Tag("unit")
class SerializedFormTest {

  /** Writes all of itself, whatever extends it. */
  public static class Text implements Externalizable {
    private static final long serialVersionUID = 1L;
    String text = "";

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeUTF(text);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      text = in.readUTF();
    }
  }

  public static final class LongText extends Text {
    private static final long serialVersionUID = 1L;
  }

  static final class Empty implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static final class Elsewhere {}

  record Nothing() implements Serializable {}

  private final GivenCodec codec =
      new GivenCodec(
          new JavaCodec(
              SerializedFormTest.class.getClassLoader(),
              AllowedClasses.of(List.of(), List.of(SerializedFormTest.class.getName()))));

  /** What somebody writes by hand. */
  private static final class Made {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Made of(int... some) {
      for (int one : some) {
        bytes.write(one);
      }
      return this;
    }

    Made type(Class<?> type, int flags, int fields) throws IOException {
      ObjectStreamClass form = ObjectStreamClass.lookup(type);
      bytes.write(ObjectStreamConstants.TC_CLASSDESC);
      out.writeUTF(type.getName());
      out.writeLong(form == null ? 0 : form.getSerialVersionUID());
      bytes.write(flags);
      out.writeShort(fields);
      return this;
    }

    Made text(String text) throws IOException {
      bytes.write(ObjectStreamConstants.TC_STRING);
      out.writeUTF(text);
      return this;
    }

    /** A list of two begins, of which the objects are to follow. */
    static Made list() throws IOException {
      Made made = new Made().of(0xAC, 0xED, 0, 5, ObjectStreamConstants.TC_OBJECT);
      made.type(ArrayList.class, 3, 1).of('I', 0, 4).bytes.writeBytes("size".getBytes(UTF_8));
      return made.of(0x78, 0x70, 0, 0, 0, 2, 0x77, 4, 0, 0, 0, 2);
    }

    byte[] all() {
      return bytes.toByteArray();
    }
  }

  @Test
  void decode_externalizableThatExtendsAnother_isThere() {
    LongText text = new LongText();
    text.text = "a";

    LongText read = (LongText) codec.decode(codec.encode(text), 0);

    assertThat(read.text).isEqualTo("a");
  }

  @Test
  void decode_fieldsOfAClassThatHasNone_areRefused() throws IOException {
    Made made = Made.list().of(ObjectStreamConstants.TC_OBJECT).type(Empty.class, 2, 0).of(0x78);
    Made above = made.type(Elsewhere.class, 0, 1).of('L', 0, 1, 'x').text("Ljava/lang/Object;");
    byte[] bytes = above.of(0x78, 0x70).text("x").text("y").of(0x78).all();

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec.decode(bytes, 0));
  }

  /** Each key would hash what its map has until then, a thousand times. */
  @Test
  @Timeout(10)
  void decode_mapWithinItsKeys_isRefusedAtOnce() throws IOException {
    List<Object> heavy = new ArrayList<>(List.of(1));
    for (int level = 0; level < 18; level++) {
      heavy = new ArrayList<>(List.of(heavy, heavy));
    }
    Map<Object, Object> map = new LinkedHashMap<>(Map.of("heavy", heavy));
    List<Object> key = new ArrayList<>();
    map.put(key, 1);
    IntStream.range(0, 5000).forEach(i -> key.add(map));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(map);
    }

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.decode(bytes.toByteArray(), 0))
        .withMessageContaining("within itself");
  }

  @Test
  void decode_recordWithMoreThanFields_isRefused() throws IOException {
    Made made = Made.list().of(ObjectStreamConstants.TC_OBJECT).type(Nothing.class, 3, 0);
    byte[] bytes = made.of(0x78, 0x70).text("x").of(0x78, 0x78).all();

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec.decode(bytes, 0));
  }

  @Test
  void decode_listMadeByHand_isThere() throws IOException {
    assertThat(codec.decode(Made.list().text("x").text("y").of(0x78).all(), 0))
        .isEqualTo(List.of("x", "y"));
  }
}
