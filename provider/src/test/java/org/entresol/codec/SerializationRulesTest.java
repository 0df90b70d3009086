package org.entresol.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.entresol.codec.wire.KryoCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes that say themselves how they are serialized are copied by what they say. */
@Tag("unit")
class SerializationRulesTest {

  static final class Singleton implements Serializable {
    static final Singleton INSTANCE = new Singleton();
    private int count = 1;

    private Object readResolve() {
      return count < 0 ? this : INSTANCE;
    }
  }

  static final class ByProxy implements Serializable {
    private final transient Pet pet;

    ByProxy(Pet pet) {
      this.pet = pet;
    }

    private Object writeReplace() {
      return new Form(pet.name);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
      throw new InvalidObjectException("only by its form: " + in);
    }

    private record Form(String name) implements Serializable {
      private Object readResolve() {
        return new ByProxy(new Pet(name));
      }
    }
  }

  static final class ByMethods implements Serializable {
    private final transient List<Object> things = new ArrayList<>();
    private int restored;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeInt(things.size());
      for (Object thing : things) {
        out.writeObject(thing);
      }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      restored = in.readInt();
      for (int i = 0; i < restored; i++) {
        assertThat(in.readObject()).isInstanceOf(Pet.class);
      }
    }
  }

  public static final class External implements Externalizable {
    private Object content = "";
    private boolean isRead;

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeObject(content);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      content = in.readObject();
      isRead = true;
    }
  }

  static final class Tagged extends ArrayList<Object> {
    private Object tag = "";
  }

  static final class Recent extends LinkedHashMap<String, Object> {
    private final int most;

    Recent(int most) {
      super(8, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
      return size() > most;
    }
  }

  static final class Failure extends RuntimeException {
    private final Pet culprit = new Pet("culprit");
    private @Nullable Object related;

    Failure(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  @Test
  void copy_singletonWithReadResolve_isTheSingleton() {
    Object[] copy = Rules.byValue().copy(new Object[] {Singleton.INSTANCE, new Pet("a")});

    assertThat(Rules.byValue().copy(Singleton.INSTANCE)).isSameAs(Singleton.INSTANCE);
    assertThat(copy[0]).isSameAs(Singleton.INSTANCE);
  }

  @Test
  void copy_objectWithWriteReplace_isMadeByItsReplacement() {
    ByProxy original = new ByProxy(new Pet("a"));

    ByProxy copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original);
    assertThat(copy.pet).isEqualTo(original.pet).isNotSameAs(original.pet);
  }

  @Test
  void copy_partWithWriteReplace_isMadeByItsReplacement() {
    Tagged original = new Tagged();
    original.tag = new ByProxy(new Pet("a"));

    Tagged copy = Rules.byValue().copy(original);

    assertThat(((ByProxy) copy.tag).pet).isEqualTo(new Pet("a"));
  }

  @Test
  void copy_objectWithReadAndWriteMethods_runsThem() {
    ByMethods original = new ByMethods();
    original.things.add(new Pet("not serializable"));

    assertThat(Rules.byValue().copy(original).restored).isEqualTo(1);
  }

  @Test
  void copy_externalizable_runsItsMethods() {
    External original = new External();
    original.content = new Pet("not serializable");

    External copy = Rules.byValue().copy(original);

    assertThat(copy.isRead).isTrue();
    assertThat(copy.content).isEqualTo(original.content).isNotSameAs(original.content);
  }

  @Test
  void copy_listSubclassWithAField_keepsTheField() {
    Tagged original = new Tagged();
    original.add(new Pet("a"));
    original.add("b");
    original.tag = original.get(0);

    Tagged copy = Rules.byValue().copy(original);

    assertThat(copy).containsExactly(new Pet("a"), "b").isNotSameAs(original);
    assertThat(copy.tag).isSameAs(copy.get(0)).isNotSameAs(original.tag);
  }

  @Test
  void copy_mapSubclassWithAField_worksLikeTheOriginal() {
    Recent original = new Recent(2);
    original.put("a", new Pet("a"));
    original.put("b", 1);
    assertThat(original.get("a")).isNotNull();

    Recent copy = Rules.byValue().copy(original);
    copy.put("c", 2);

    assertThat(copy.keySet()).containsExactly("a", "c");
    assertThat(original.keySet()).containsExactly("b", "a");
  }

  @Test
  void copy_mapFilledByAnInitializer_isNotFilledAgain() {
    Map<String, Integer> counts = new HashMap<>();
    List<Integer> original = new Initialized(counts);

    List<Integer> copy = Rules.byValue().copy(original);

    assertThat(copy).containsExactly(1);
    assertThat(counts).containsOnly(Map.entry("made", 1));
  }

  private static final class Initialized extends ArrayList<Integer> {
    Initialized() {
      add(2);
    }

    Initialized(Map<String, Integer> counts) {
      counts.merge("made", 1, Integer::sum);
      add(1);
    }
  }

  @Test
  void copy_exception_keepsMessageCauseTraceAndFields() {
    Failure original = new Failure("message", new IllegalStateException("cause"));
    original.addSuppressed(new IOException("suppressed"));

    Failure copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original).hasMessage("message");
    assertThat(copy.getCause())
        .hasMessage("cause")
        .isExactlyInstanceOf(IllegalStateException.class);
    assertThat(copy.getSuppressed()).hasSize(1);
    assertThat(copy.getStackTrace()).isEqualTo(original.getStackTrace());
    assertThat(copy.culprit).isEqualTo(original.culprit).isNotSameAs(original.culprit);
  }

  @Test
  void copy_exceptionsThatReferToEachOther_referToEachOther() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.addSuppressed(second);

    Throwable copy = Rules.byValue().copy(first);

    Throwable copyOfSecond = copy.getSuppressed()[0];
    assertThat(copyOfSecond).hasMessage("second").isNotSameAs(second);
    assertThat(copyOfSecond.getCause()).isSameAs(copy).isNotSameAs(first);
  }

  @Test
  void copy_exceptionInACycleWithAnObject_keepsIdentity() {
    Failure original = new Failure("message", null);
    original.related = new ArrayList<>(List.of(original));

    Failure copy = Rules.byValue().copy(original);

    assertThat(((List<?>) requireNonNull(copy.related)).get(0)).isSameAs(copy);
  }

  static final class Answer implements InvocationHandler, Serializable {
    private final List<String> answers = new ArrayList<>(List.of("yes"));

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return answers.get(0);
    }
  }

  @Test
  void copy_proxy_hasAHandlerOfItsOwn() {
    Answer answer = new Answer();
    Supplier<?> original =
        (Supplier<?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Supplier.class}, answer);

    Supplier<?> copy = Rules.byValue().copy(original);
    answer.answers.set(0, "no");

    assertThat(copy.get()).isEqualTo("yes");
  }

  /** Lets whoever reads it change what it was given. */
  static final class Emptying extends HashMap<String, List<String>> {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      values().forEach(List::clear);
    }
  }

  @Test
  void encode_containerThatReadsItself_readsItNot() {
    Emptying map = new Emptying();
    map.put("a", new ArrayList<>(List.of("b")));
    AllowedClasses allowed = AllowedClasses.of(List.of(), List.of(Emptying.class.getName()));
    ClassLoader loader = Emptying.class.getClassLoader();

    new KryoCodec(loader, allowed, Set.of(), SharedSchemas.HERE).encode(map);

    assertThat(map).isEqualTo(Map.of("a", List.of("b")));
  }

  static final class Unreadable implements Serializable {
    private int n;

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
      throw new InvalidObjectException("never " + in.getClass().getName().isEmpty() + n);
    }
  }

  @Test
  void copy_objectThatCannotBeRead_failsWithTheReason() {
    assertThatThrownBy(() -> Rules.byValue().copy(new Unreadable()))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining(Unreadable.class.getName())
        .hasMessageContaining("never")
        .hasCauseInstanceOf(InvalidObjectException.class);
  }
}
