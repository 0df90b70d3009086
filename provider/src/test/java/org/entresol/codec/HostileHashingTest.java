package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.WireFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However containers refer to each other, to fill them asks for few hash codes. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
class HostileHashingTest {

  private static final int LEVELS = 100;

  /** Fewer of them: what there is to hash can be counted, but not be hashed. */
  private static final int COUNTED = 40;

  @Test
  void decode_setOfWhatDoubles_isRefused() {
    Forged forged = new Forged();
    int unused = forged.begin(HashSet.class, 1);
    unused = forged.doubling(LEVELS);
    forged.assertRefused();
  }

  @Test
  void decode_setOfWhatDoublesAfterMoreThanCanBeCounted_isRefused() {
    Forged forged = new Forged();
    int unused = forged.begin(ArrayList.class, 2);
    unused = forged.doubling(LEVELS);
    unused = forged.begin(HashSet.class, 1);
    unused = forged.doubling(LEVELS);
    forged.assertRefused();
  }

  @Test
  void decode_mapWithinItsOwnKeyAfterAValueThatDoubles_isRefused() {
    Forged forged = new Forged();
    int map = forged.begin(HashMap.class, 4);
    forged.text("first");
    int unused = forged.doubling(LEVELS);
    unused = forged.begin(ArrayList.class, 1);
    forged.again(map);
    forged.text("second");
    forged.assertRefused();
  }

  @Test
  void decode_listAroundASetThatHoldsTheList_isRefusedIfItDoubles() {
    Forged forged = new Forged();
    int list = forged.begin(ArrayList.class, 2);
    int unused = forged.doubling(LEVELS);
    unused = forged.begin(HashSet.class, 1);
    forged.again(list);
    forged.assertRefused();
  }

  @Test
  void decode_tablesThatAllHoldEachOtherInASet_isRefused() {
    Forged forged = new Forged();
    int tables = 14;
    int unused = forged.begin(HashSet.class, 1);
    chain(forged, tables);
    forged.assertRefused();
  }

  @Test
  void decode_setOfATableThatAllOthersHold_isRefused() {
    Forged forged = new Forged();
    int tables = 14;
    int unused = forged.begin(ArrayList.class, 2);
    int first = chain(forged, tables);
    unused = forged.begin(HashSet.class, 1);
    forged.again(first);
    forged.assertRefused();
  }

  @Test
  void decode_longArrayInASerializedFormWithAPartThatDoubles_isRefused() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(stream)) {
      out.writeObject(new Object[1]);
    }
    byte[] array = stream.toByteArray();
    // The length stands before the one element, which is a null.
    ByteBuffer.wrap(array).putInt(array.length - Integer.BYTES - 1, Integer.MAX_VALUE - 8);
    Forged forged = new Forged();
    forged.output.writeByte(WireFormat.NAMED);
    forged.output.writeString(IllegalStateException.class.getName());
    forged.output.writeVarInt(array.length, true);
    forged.output.writeBytes(array);
    forged.output.writeVarInt(1, true);
    forged.objects++;
    int unused = forged.doubling(LEVELS);
    forged.assertRefused();
  }

  /** Those that only Java serialization can make again. */
  static final class OwnSet extends HashSet<Object> {
    private static final long serialVersionUID = 1;
  }

  /** Likewise. */
  static final class OwnMap extends HashMap<Object, Object> {
    private static final long serialVersionUID = 1;
  }

  private static final String PART = "part";

  /** So many tables would be hashed for hours. */
  private static final int MANY = 40;

  private static final ValueCodec OWN =
      new KryoCodec(
          HostileHashingTest.class.getClassLoader(),
          AllowedClasses.of(
              List.of(OwnSet.class, OwnMap.class, Outer.class, Outer.Inner.class), List.of()),
          Set.of(),
          SharedSchemas.HERE);

  /** Forges a container by Java serialization, whose one part is still to come. */
  private static Forged shell(Object around) {
    Forged forged = new Forged();
    shell(forged, around);
    return forged;
  }

  private static void shell(Forged forged, Object around) {
    Forged part = new Forged();
    part.text(PART);
    byte[] bytes = OWN.encode(around);
    forged.output.writeBytes(bytes, 0, bytes.length - part.output.toBytes().length);
    forged.objects++;
    forged.names++;
  }

  private static OwnMap ownMap() {
    OwnMap map = new OwnMap();
    map.put(PART, null);
    return map;
  }

  @Test
  void decode_serializedMapWithAKeyOfTablesThatAllHoldEachOther_isRefused() {
    Forged forged = shell(ownMap());
    int unused = chain(forged, MANY);
    forged.assertRefusedBy(OWN);
  }

  @Test
  void decode_serializedSetOfTablesThatAllHoldEachOther_isRefused() {
    OwnSet set = new OwnSet();
    set.add(PART);
    Forged forged = shell(set);
    int unused = chain(forged, MANY);
    forged.assertRefusedBy(OWN);
  }

  @Test
  void decode_serializedSetOfAText_isThatSet() {
    OwnSet set = new OwnSet();
    set.add(PART);
    Forged forged = shell(set);
    forged.text("another");
    assertThat(OWN.decode(forged.output.toBytes(), 0)).isEqualTo(Set.of("another"));
  }

  @Test
  void decode_listAroundASerializedMapThatHoldsTheList_isRefusedIfItDoubles() {
    Forged forged = new Forged();
    int list = forged.begin(ArrayList.class, 2);
    int unused = forged.doubling(COUNTED);
    shell(forged, ownMap());
    forged.again(list);
    forged.assertRefusedBy(OWN);
  }

  @Test
  void decode_listOfTablesThatHoldEachOtherAroundASerializedMapThatHoldsTheList_isRefused() {
    Forged forged = new Forged();
    int list = forged.begin(ArrayList.class, 2);
    int unused = chain(forged, MANY);
    shell(forged, ownMap());
    forged.again(list);
    forged.assertRefusedBy(OWN);
  }

  /** A map around another one, which knows it: those of Spring for columns are like that. */
  static final class Outer extends AbstractMap<String, String> implements Serializable {
    private static final long serialVersionUID = 1;

    private final Map<String, String> inner = new Inner();

    final class Inner extends LinkedHashMap<String, String> {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
        return Outer.this.inner == null;
      }
    }

    @Override
    public String put(String key, String value) {
      return inner.put(key, value);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return inner.entrySet();
    }
  }

  @Test
  void encode_mapsWithinWhichIsAnInnerOne_areReadAsTheyWere() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      rows.add(new Outer());
      for (int j = 0; j < 10; j++) {
        rows.get(i).put("column" + j, "value" + i);
      }
    }

    assertThat(OWN.decode(OWN.encode(rows), 0)).isEqualTo(rows);
  }

  @Test
  void encode_serializedMapOfAListOfLists_isReadAsItWas() {
    OwnMap map = new OwnMap();
    map.put(List.of("a"), List.of(List.of("b"), List.of("b")));

    assertThat(OWN.decode(OWN.encode(map), 0)).isEqualTo(map);
  }

  @Test
  void encode_listInASetThatItHolds_isRefused() {
    List<Object> list = new ArrayList<>();
    list.add(new HashSet<>(List.of(list)));

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> Forged.STRICT.encode(list));
  }

  @Test
  void encode_listThatHoldsItselfBesideASet_isReadAsItWas() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add(Set.of("a"));

    List<?> read = (List<?>) Forged.STRICT.decode(Forged.STRICT.encode(list), 0);

    assertThat(read.get(0)).isSameAs(read);
    assertThat(read.get(1)).isEqualTo(Set.of("a"));
  }

  /** One of a family, whose hash code is its number's alone. */
  static final class Person {
    final int number;
    final Set<Person> children = new HashSet<>();
    final @Nullable Person parent;

    Person(int number, @Nullable Person parent) {
      this.number = number;
      this.parent = parent;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Person person && person.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  @Test
  void encode_setOfThoseWhoKnowWhoHoldsTheSet_isReadAsItWas() {
    Person parent = new Person(1, null);
    for (int i = 2; i < 100; i++) {
      parent.children.add(new Person(i, parent));
    }
    ValueCodec codec =
        new KryoCodec(
            HostileHashingTest.class.getClassLoader(),
            AllowedClasses.of(List.of(Person.class), List.of()),
            Set.of(),
            SharedSchemas.HERE);

    Person read = (Person) codec.decode(codec.encode(parent), 0);

    assertThat(read.children)
        .isEqualTo(parent.children)
        .allSatisfy(child -> assertThat(child.parent).isSameAs(read));
  }

  /** Tables each of which holds all that are around it, and the next. */
  private static int chain(Forged forged, int tables) {
    int first = forged.objects;
    for (int i = 0; i < tables; i++) {
      int unused = forged.begin(Hashtable.class, 2 * (i + 1 < tables ? i + 2 : i + 1));
      for (int j = 0; j <= i; j++) {
        forged.text("" + j);
        forged.again(first + j);
      }
      if (i + 1 < tables) {
        forged.text("next");
      }
    }
    return first;
  }
}
