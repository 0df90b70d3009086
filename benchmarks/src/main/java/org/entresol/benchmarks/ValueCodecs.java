package org.entresol.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A program that prints what it costs to bring values of several shapes into bytes and back: ours
 * beside the codecs that Redisson has for any value, in turns of one run, on one thread.
 */
public final class ValueCodecs {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int VALUES = 64;
  private static final int WARMUP_ROUNDS = 15;
  private static final long NANOS_OF_TURN = 40_000_000;

  private final List<ValueForm> forms = ValueForm.all();
  private final ValueShape shape;
  private final Map<ValueForm, byte[][]> bytes = new HashMap<>();
  private final Object[] values = new Object[VALUES];

  private ValueCodecs(ValueShape shape) throws IOException {
    this.shape = shape;
    for (int i = 0; i < VALUES; i++) {
      values[i] = shape.value(1000 + i);
    }
    for (ValueForm form : forms) {
      byte[][] encoded = new byte[VALUES][];
      for (int i = 0; i < VALUES; i++) {
        encoded[i] = form.encode(values[i]);
      }
      bytes.put(form, encoded);
    }
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, if not 15
   */
  public static void main(String... arguments) throws IOException {
    int rounds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
    System.out.print(table(rounds, WARMUP_ROUNDS, NANOS_OF_TURN));
  }

  /** Returns the figures of all shapes and forms as a Markdown table. */
  static String table(int rounds, int warmups, long nanosOfTurn) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            | shape | codec | bytes | encode µs | × Kryo5's | decode µs | × Kryo5's |
            | --- | --- | ---: | ---: | ---: | ---: | ---: |
            """);
    for (ValueShape shape : ValueShape.values()) {
      ValueCodecs codecs = new ValueCodecs(shape);
      List<Turn> turns = new ArrayList<>();
      for (int round = -warmups; round < rounds; round++) {
        List<Turn> made = codecs.round(round, nanosOfTurn);
        if (round >= 0) {
          turns.addAll(made);
        }
      }
      codecs.forms.forEach(form -> text.append(codecs.line(form, turns)));
    }
    return text.toString();
  }

  /**
   * What one form took in one round.
   *
   * @param encode nanoseconds for a value
   * @param decode nanoseconds for a value
   */
  private record Turn(int round, String form, double encode, double decode) {}

  private List<Turn> round(int round, long nanos) throws IOException {
    List<ValueForm> order = new ArrayList<>(forms);
    Collections.rotate(order, round);
    List<Turn> turns = new ArrayList<>();
    for (ValueForm form : order) {
      byte[][] encoded = Objects.requireNonNull(bytes.get(form));
      double encode = timed(nanos, i -> form.encode(values[i]));
      double decode = timed(nanos, i -> form.decode(encoded[i]));
      turns.add(new Turn(round, form.label(), encode, decode));
    }
    return turns;
  }

  /** One way, of the value of a number. */
  private interface Step {
    Object make(int number) throws IOException;
  }

  /** Nanoseconds of this thread's own time for one step: what else runs does no harm. */
  private static double timed(long nanos, Step step) throws IOException {
    long start = CLOCK.getCurrentThreadCpuTime();
    long end = start;
    int steps = 0;
    Object made = start;
    try {
      while (end - start < nanos) {
        for (int i = 0; i < VALUES; i++) {
          made = step.make(i);
        }
        steps += VALUES;
        end = CLOCK.getCurrentThreadCpuTime();
      }
    } finally {
      Reference.reachabilityFence(made);
    }
    return (double) (end - start) / steps;
  }

  private String line(ValueForm form, List<Turn> turns) {
    List<Double> encode = new ArrayList<>();
    List<Double> decode = new ArrayList<>();
    List<Double> encodeRatio = new ArrayList<>();
    List<Double> decodeRatio = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn.form().equals(form.label())) {
        Turn kryo = turnOf("Kryo5", turn.round(), turns);
        encode.add(turn.encode() / 1e3);
        decode.add(turn.decode() / 1e3);
        encodeRatio.add(turn.encode() / kryo.encode());
        decodeRatio.add(turn.decode() / kryo.decode());
      }
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %s | %s |%n",
        shape.label(),
        form.label(),
        Objects.requireNonNull(bytes.get(form))[0].length,
        Spread.of(encode),
        Spread.of(encodeRatio),
        Spread.of(decode),
        Spread.of(decodeRatio));
  }

  private static Turn turnOf(String form, int round, List<Turn> turns) {
    return turns.stream()
        .filter(turn -> turn.round() == round && turn.form().equals(form))
        .findFirst()
        .orElseThrow();
  }
}
