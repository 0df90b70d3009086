package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoCopyable;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes that bring rules for Kryo are copied by these. */
@Tag("unit")
class KryoRulesTest {

  static final class Copyable implements KryoCopyable<Copyable> {
    private List<Object> list = new ArrayList<>();
    private int generation;

    @Override
    public Copyable copy(Kryo kryo) {
      Copyable copy = new Copyable();
      kryo.reference(copy);
      copy.list = kryo.copy(list);
      copy.generation = generation + 1;
      return copy;
    }
  }

  @DefaultSerializer(LabelSerializer.class)
  static final class Label {
    private String text = "";
  }

  /** Public, because Kryo makes it. */
  public static final class LabelSerializer extends Serializer<Label> {
    @Override
    public void write(Kryo kryo, Output output, Label label) {
      output.writeString(label.text);
    }

    @Override
    public Label read(Kryo kryo, Input input, Class<? extends Label> type) {
      throw new UnsupportedOperationException("nothing is read here");
    }

    @Override
    public Label copy(Kryo kryo, Label original) {
      Label copy = new Label();
      copy.text = original.text + "'";
      return copy;
    }
  }

  @Test
  void copy_kryoCopyable_isMadeByItself() {
    Copyable original = new Copyable();
    original.list.add(original);

    Copyable copy = Rules.byValue().copy(original);

    assertThat(copy.generation).isEqualTo(1);
    assertThat(copy.list.get(0)).isSameAs(copy);
  }

  @Test
  void copy_classWithAnnotatedSerializer_isMadeByIt() {
    Label original = new Label();
    original.text = "a";

    Object[] copy = Rules.byValue().copy(new Object[] {original, original});

    assertThat(((Label) copy[0]).text).isEqualTo("a'");
    assertThat(copy[1]).isSameAs(copy[0]);
    assertThat(Rules.byValue().sizeOf(original)).isPositive();
  }
}
