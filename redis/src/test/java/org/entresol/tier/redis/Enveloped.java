package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.entresol.Compression;
import org.entresol.Plaintext;
import org.entresol.codec.EntryCodec;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.envelope.Envelopes;
import org.entresol.codec.envelope.Packing;
import org.entresol.codec.envelope.Sealing;
import org.entresol.fixtures.KeyRing;

/**
 * Payloads that are compressed and encrypted in every way there is, and heads that promise
 * anything. Belongs to one thread.
 */
final class Enveloped {

  private static final byte[] KEY = "s:key".getBytes(UTF_8);
  private static final int MARK = 0xFF;

  private final Random random;
  private final List<EntryCodec> writers = new ArrayList<>();
  private final EntryCodec reader;

  /**
   * @param values read what is within
   */
  Enveloped(Random random, ValueCodec values) {
    this.random = random;
    ValueCodec within = new Within(values);
    Sealing sealing = Sealing.of(new KeyRing("first"), Plaintext.READ, "fuzz", "c", "");
    for (Compression way : Compression.values()) {
      writers.add(new Envelopes(within, packing(way), null));
      writers.add(new Envelopes(within, packing(way), sealing));
    }
    this.reader = new Envelopes(within, packing(Compression.NONE), sealing);
  }

  private static Packing packing(Compression way) {
    return Packing.of("c", way, 0, 1);
  }

  /** Takes payloads for values when they are written. */
  private static final class Within implements ValueCodec {
    private final ValueCodec values;

    Within(ValueCodec values) {
      this.values = values;
    }

    @Override
    public byte[] encode(Object value) {
      return ((byte[]) value).clone();
    }

    @Override
    public Object decode(byte[] bytes, int offset) {
      return values.decode(bytes, offset);
    }

    @Override
    public void renew() {}
  }

  /** A payload in an envelope of a kind that is left to chance. */
  byte[] of(byte[] payload) {
    return writers.get(random.nextInt(writers.size())).encode(payload, KEY);
  }

  /** Bytes behind a head that says they are compressed, and were any number of bytes before. */
  byte[] promising(byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(MARK);
    all.write(1 + random.nextInt(3));
    int length = random.nextInt() >>> random.nextInt(Integer.SIZE);
    for (; (length & ~0x7F) != 0; length >>>= 7) {
      all.write(length | 0x80);
    }
    all.write(length);
    all.writeBytes(bytes);
    return all.toByteArray();
  }

  /** Reads what lies in an envelope. */
  void read(byte[] bytes) {
    int unused = reader.lengthOf(bytes, 0);
    Object unusedValue = reader.decode(bytes, 0, KEY);
  }
}
