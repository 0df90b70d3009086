package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.entresol.codec.key.CanonicalKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys of classes that have a {@code writeObject}: what is in their fields, if that is all. */
@Tag("unit")
class SelfWrittenKeysTest {

  private static final int MORE_THAN_ARE_PROVEN = 40;

  private static final KeyCodec<Object> CODEC =
      new CanonicalKeys<>(
          SelfWrittenKeysTest.class.getClassLoader(),
          AllowedClasses.of(List.of(SelfWrittenKeysTest.class), List.of()),
          Set.of());

  /** As Shiro's principals: their field is written twice, and something is computed from it. */
  static final class Principals implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<String, Set<String>> byRealm;
    private transient String text = "";

    Principals(Map<String, Set<String>> byRealm) {
      this.byRealm = byRealm;
      this.text = byRealm.toString();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(byRealm);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      text = in.readObject().toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Principals key && key.byRealm.equals(byRealm);
    }

    @Override
    public int hashCode() {
      return byRealm.hashCode();
    }
  }

  /** What is not in its field it writes itself. */
  static final class Secretive implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private transient @Nullable String secret;

    Secretive(String name, @Nullable String secret) {
      this.name = name;
      this.secret = secret;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(secret);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      secret = (String) in.readObject();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Secretive key
          && key.name.equals(name)
          && Objects.equals(key.secret, secret);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** A field remembers its hash code, which it leaves out of what it writes. */
  static final class Mindful implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private int hash;

    Mindful(String name) {
      this.name = name;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.putFields().put("name", name);
      out.writeFields();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Mindful key && key.name.equals(name);
    }

    @Override
    public int hashCode() {
      if (hash == 0) {
        hash = name.hashCode();
      }
      return hash;
    }
  }

  /** Nothing of it is in a field that others may write. */
  static final class Packed implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient String text;

    Packed(String text) {
      this.text = text;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeUTF(text);
    }

    private void readObject(ObjectInputStream in) throws IOException {
      text = in.readUTF();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Packed key && key.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  record Around(Object part) {}

  private static Principals principals(String... names) {
    Map<String, Set<String>> byRealm = new LinkedHashMap<>();
    for (String name : names) {
      byRealm.put("realm of " + name, new LinkedHashSet<>(List.of(name, "anyone")));
    }
    return new Principals(byRealm);
  }

  private static void assertRefused(Object key) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> CODEC.encode(key))
        .withMessageContaining("take a record or a text of its parts for a key");
  }

  @Test
  void encode_equalKeys_areTheSameBytes() {
    assertThat(CODEC.encode(principals("anna", "bert")))
        .isEqualTo(CODEC.encode(principals("bert", "anna")))
        .isNotEqualTo(CODEC.encode(principals("anna")));
  }

  @Test
  void decode_key_isMadeByItsOwnRules() {
    Principals read = (Principals) CODEC.decode(CODEC.encode(principals("anna")));

    assertThat(read).isEqualTo(principals("anna"));
    assertThat(read.text).contains("anna");
  }

  @Test
  void encode_keyThatKnowsMoreThanItsFieldsSay_isRefusedHoweverManyDidNot() {
    for (int i = 0; i < MORE_THAN_ARE_PROVEN; i++) {
      assertThat(CODEC.encode(new Secretive("a", null))).isNotEmpty();
    }

    assertRefused(new Secretive("a", "secret"));
  }

  @Test
  void encode_keyWithAPartThatKnowsMore_isRefusedHoweverManyDidNot() {
    for (int i = 0; i < MORE_THAN_ARE_PROVEN; i++) {
      assertThat(CODEC.encode(new Around(new Secretive("a", null)))).isNotEmpty();
    }

    assertRefused(new Around(new Secretive("a", "secret")));
    assertRefused(new ArrayList<>(List.of(Set.of(new Secretive("a", "secret")))));
  }

  @Test
  void encode_keyThatCannotBeWrittenWithoutWhatIsNotInItsFields_isRefused() {
    assertRefused(new Packed("a"));
  }

  @Test
  void encode_fieldThatItsHashCodeWrites_isRefused() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> CODEC.encode(new Mindful("a")))
        .withMessageContaining("changes when its hash code is asked for");
  }
}
