package org.entresol.codec.wire;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.codec.ClassFacts;
import org.entresol.codec.CodecException;
import org.entresol.codec.CopyException;
import org.entresol.codec.Weights;
import org.entresol.codec.copy.Shell;
import org.entresol.codec.copy.ShellGate;

/**
 * The serializer of objects that only Java serialization can make again: the object passes as a
 * {@link Shell}, what it refers to is walked.
 */
final class ShellSerializer extends Serializer<Object> {

  /** The objects whose parts are being copied, and how often each was met meanwhile. */
  private final IdentityHashMap<Object, Integer> open = new IdentityHashMap<>();

  @Override
  public Object copy(Kryo kryo, Object original) {
    int met = open.merge(original, 1, Integer::sum);
    try {
      return met > 1 ? copyInCycle(kryo, original, met) : copyAround(kryo, original);
    } catch (IOException | ClassNotFoundException e) {
      throw CopyException.of(
          original.getClass(), "it could not be serialized and read again (" + e + ")", e);
    } finally {
      open.computeIfPresent(original, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  private static Object copyAround(Kryo kryo, Object original)
      throws IOException, ClassNotFoundException {
    Shell shell = Shell.of(original);
    List<Object> parts = new ArrayList<>(shell.parts().size());
    for (Object part : shell.parts()) {
      // A comparator is a function: a collection and its copy are ordered by the same one.
      parts.add(part instanceof Comparator ? part : kryo.copy(part));
    }
    Object known = GraphKryo.known(kryo, original);
    return known != null ? known : GraphKryo.remember(kryo, original, shell.rebuild(parts));
  }

  /**
   * A copy of an object that was reached again through its own parts. As a rule one of these can be
   * made before it, and the cycle closes; met a third time it cannot. An exception looks into its
   * list of suppressed ones as soon as it is read, so that this must not be an unfinished copy.
   */
  private static Object copyInCycle(Kryo kryo, Object original, int met)
      throws IOException, ClassNotFoundException {
    if (met == 2 && !(original instanceof Throwable)) {
      return copyAround(kryo, original);
    }
    try {
      return wholeCopy(kryo, original);
    } catch (NotSerializableException e) {
      if (met == 2) {
        return copyAround(kryo, original);
      }
      throw e;
    }
  }

  private static Object wholeCopy(Kryo kryo, Object original)
      throws IOException, ClassNotFoundException {
    return GraphKryo.remember(kryo, original, Shell.whole(original).rebuild(List.of()));
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    try {
      Shell shell = Shell.bare(object);
      shell.classes().forEach(GraphKryo.forms(kryo)::require);
      output.writeVarInt(shell.bytes().length, true);
      output.writeBytes(shell.bytes());
      output.writeVarInt(shell.parts().size(), true);
      WireWriter writer = GraphKryo.writer(kryo);
      Hashing hashing = Hashing.of(object.getClass());
      Weights all = writer.weights();
      long[] weights = new long[shell.parts().size()];
      for (int i = 0; i < weights.length; i++) {
        long before = all.total();
        long knots = all.knots();
        writer.writePart(output, shell.parts().get(i), i);
        weights[i] = weight(all, before, knots, hashing);
      }
      if (!GraphKryo.forms(kryo).areBounded()) {
        return;
      }
      if (isContainer(object) && shell.classes().stream().noneMatch(ShellSerializer::readsItself)) {
        ShellParts gate =
            new ShellParts(
                weights,
                new ClassesOf(shell)::find,
                hashed -> writer.chargeHashing(object, hashed),
                length -> all.make(length, output.total()));
        requireReadable(object, shell, gate);
      } else {
        Arrays.stream(weights).forEach(weight -> writer.chargeHashing(object, weight));
      }
    } catch (IOException e) {
      throw CopyException.of(object.getClass(), "it could not be serialized (" + e + ")", e);
    }
  }

  /**
   * What a part of a container weighs where it is put. Nobody knows which parts of a map are keys,
   * and which are its fields, so none of them may be a knot.
   */
  private static long weight(Weights weights, long before, long knotsBefore, Hashing hashing) {
    return (hashing == Hashing.NONE)
        ? weights.since(before)
        : weights.toHashIfHashed(before, knotsBefore) + 1;
  }

  private static boolean isContainer(Object object) {
    return object instanceof Collection || object instanceof Map;
  }

  /** Whether reading runs code of users, which could change the parts that it is given. */
  private static boolean readsItself(Class<?> type) {
    return !ClassFacts.isJdk(type) && ClassFacts.hasSerializationRules(type);
  }

  /**
   * Refuses a container that the reader would refuse: only by reading is it known how long the
   * arrays are that it makes for its parts.
   */
  private static void requireReadable(Object object, Shell shell, ShellGate gate) {
    try {
      Object unused = Shell.read(shell.bytes(), shell.parts(), gate);
    } catch (IOException | ClassNotFoundException e) {
      throw CopyException.of(
          object.getClass(), "its serialized form could not be read again (" + e + ")", e);
    }
  }

  /** The classes of a shell by their names. */
  private record ClassesOf(Shell shell) {
    Class<?> find(String name) {
      return shell.classes().stream()
          .filter(type -> type.getName().equals(name))
          .findFirst()
          .orElseThrow(() -> CodecException.malformed("a class of the name " + name));
    }
  }

  /** Skips an object that cannot be made. */
  static void skip(Kryo kryo, Input input) {
    input.readBytes(input.readVarInt(true));
    int count = WireInput.length(input);
    for (int i = 0; i < count; i++) {
      kryo.readClassAndObject(input);
    }
  }

  /** Refuses an object of a class that was not told, unless the class says what stands for it. */
  private static Object requireOf(Class<?> type, Object object) {
    boolean isReplaced = ClassFacts.hasWriteReplace(type) || ClassFacts.hasReadResolve(type);
    if (object.getClass() != type && !isReplaced) {
      throw CodecException.malformed(
          "a %s where a %s was told".formatted(object.getClass().getName(), type.getName()));
    }
    return object;
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    byte[] bytes = input.readBytes(input.readVarInt(true));
    int count = WireInput.length(input);
    WireReader reader = GraphKryo.reader(kryo);
    Hashing hashing = Hashing.of(type);
    Weights all = reader.weights();
    long[] weights = new long[count];
    List<Object> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long before = all.total();
      long knots = all.knots();
      parts.add(requireNonNull(kryo.readClassAndObject(input)));
      weights[i] = weight(all, before, knots, hashing);
    }
    if (reader.isSpoilt()) {
      return Unknown.OBJECT;
    }
    ShellParts gate =
        new ShellParts(
            weights,
            GraphKryo.forms(kryo)::load,
            reader::chargeHashing,
            length -> all.make(length, input.limit()));
    try {
      return requireOf(type, Shell.read(bytes, parts, gate));
    } catch (IOException | ClassNotFoundException e) {
      throw CopyException.of(type, "its serialized form could not be read (" + e + ")", e);
    }
  }
}
