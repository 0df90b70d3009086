package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.codec.key.CanonicalKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fields that are no part of a key, such as a hash that was computed once. */
@Tag("unit")
class IgnoredKeyFieldsTest {

  /** A key as Hibernate's are: its hash comes from a JVM and decides about equality. */
  private static final class Query {
    private final String text;
    private final int hash;

    Query(String text, int hash) {
      this.text = text;
      this.hash = hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Query query && query.hash == hash && query.text.equals(text);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private record Page(Query query, int number) {}

  private record Labelled(int id, String label) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Labelled labelled && labelled.id == id;
    }

    @Override
    public int hashCode() {
      return id;
    }
  }

  private static final class Identified {
    private final Object identity;

    Identified(Object identity) {
      this.identity = identity;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Identified identified && identified.identity == identity;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(identity);
    }
  }

  private static KeyCodec<Object> codec(String... ignored) {
    return new CanonicalKeys<>(
        IgnoredKeyFieldsTest.class.getClassLoader(),
        AllowedClasses.of(List.of(Query.class), List.of()),
        Set.of(ignored));
  }

  private static String field(Class<?> type, String name) {
    return type.getName() + "." + name;
  }

  @Test
  void encode_keysThatDifferInAnIgnoredField_givesEqualBytes() {
    KeyCodec<Object> codec = codec(field(Query.class, "hash"));

    byte[] here = codec.encode(new Query("from Book", 1));

    assertThat(codec().encode(new Query("from Book", 2)))
        .isNotEqualTo(codec().encode(new Query("from Book", 1)));
    assertThat(codec.encode(new Query("from Book", 2))).isEqualTo(here);
    assertThat(codec.encode(new Query("from Shelf", 1))).isNotEqualTo(here);
  }

  @Test
  void encode_ignoredFieldWithinAKey_isLeftOutToo() {
    KeyCodec<Object> codec = codec(field(Query.class, "hash"));
    Map<Object, Object> one = Map.of(new Query("a", 1), Set.of(new Query("b", 1)));
    Map<Object, Object> two = Map.of(new Query("a", 2), Set.of(new Query("b", 2)));

    assertThat(codec.encode(new Page(new Query("a", 2), 7)))
        .isEqualTo(codec.encode(new Page(new Query("a", 1), 7)));
    assertThat(codec.encode(List.of(two))).isEqualTo(codec.encode(List.of(one)));
  }

  @Test
  void decode_keyThatIsHeldHere_givesThatInstance() {
    KeyCodec<Object> codec = codec(field(Query.class, "hash"));
    Query key = new Query("from Book", 1);
    byte[] bytes = codec.encode(key);
    Map<Object, String> near = new HashMap<>();
    near.put(codec.held(key, bytes), "near");
    Query equal = new Query("from Book", 1);

    assertThat(codec.held(equal, codec.encode(equal))).isSameAs(key);
    assertThat(near).containsKey(codec.decode(bytes));
  }

  @Test
  void decode_keyThatNobodyHolds_hasTheDefaultInTheField() {
    byte[] bytes = codec(field(Query.class, "hash")).encode(new Query("from Book", 1));

    assertThat(codec(field(Query.class, "hash")).decode(bytes))
        .isEqualTo(new Query("from Book", 0));
  }

  @Test
  void decode_recordWithIgnoredComponents_hasTheirDefaults() {
    KeyCodec<Object> codec = codec(field(Labelled.class, "label"), field(Page.class, "number"));

    assertThat(((Labelled) codec.decode(codec.encode(new Labelled(3, "x")))).label()).isNull();
    assertThat(codec.decode(codec.encode(new Page(new Query("a", 1), 7))))
        .isEqualTo(new Page(new Query("a", 1), 0));
  }

  @Test
  void encode_equalityOnMoreThanTheIgnoredField_isRefusedStill() {
    KeyCodec<Object> codec = codec(field(Query.class, "hash"));
    Object key = List.of(new Query("a", 1), new Identified(new Query("b", 1)));

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(key))
        .withMessageContaining("is not equal to it");
  }
}
