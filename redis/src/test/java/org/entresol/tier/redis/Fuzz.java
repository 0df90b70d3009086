package org.entresol.tier.redis;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.entresol.codec.GoldenPayload;
import org.entresol.codec.KeyCodec;
import org.entresol.codec.SchemaStore;
import org.entresol.codec.TwoReleases;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.key.CanonicalKeys;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.WireFormat;
import org.entresol.tier.Announcement;
import org.entresol.tier.Content;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.Stored;
import org.entresol.tier.TagHash;
import org.entresol.tier.Version;
import org.jspecify.annotations.Nullable;

/**
 * A search for bytes that are answered by anything else than a value or a refusal: what releases
 * have written is changed at random, and read as what Redis holds and tells. Belongs to one thread.
 */
final class Fuzz {

  /** What one input may make a thread allocate: schemas are read to 256 KB, in some copies. */
  private static final long MOST_BYTES = 48 << 20;

  private static final long LONGEST_NANOS = 5_000_000_000L;

  /** A codec keeps a bound of schemas that it was told of, and takes no more then. */
  private static final int SCHEMAS_OF_A_CODEC = 1_000;

  private static final int MOST_FINDS = 20;
  private static final byte[] KEY = "s:key".getBytes(UTF_8);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Random random;
  private final Damage damage;
  private final List<byte[]> payloads = new ArrayList<>();
  private final List<byte[]> intacts = new ArrayList<>();
  private final Map<Long, String> schemas = new HashMap<>();
  private final List<Naming> namings;
  private final Watching loader = new Watching();
  private final AllowedClasses allowed = AllowedClasses.of(List.of(), TwoReleases.allowed());
  private final KeySpace keys = new KeySpace("fuzz", "c", OptionalInt.empty(), 1);
  private final KeyCodec<Object> keyCodec = new CanonicalKeys<>(loader, allowed, Set.of());
  private final Map<String, String> finds = new LinkedHashMap<>();
  private final Enveloped envelopes;
  private ValueCodec values;
  private long forged;
  private @Nullable String forgedText;
  private int forgeries;
  private long inputs;
  private long refused;
  private byte[] last = {};

  /** A loader for which it is a find to be asked for what is not allowed. */
  private final class Watching extends ClassLoader {
    Watching() {
      super(TwoReleases.classes(true));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!allowed.allowsName(name)) {
        // What is thrown here comes out as a refusal like any other.
        found("loading", "the loader was asked for " + name);
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  /** A payload that names a schema. */
  private static final class Naming {
    private final long fingerprint;
    private final byte[] payload;

    Naming(long fingerprint, byte[] payload) {
      this.fingerprint = fingerprint;
      this.payload = payload;
    }
  }

  /** The schemas of the release, and the one that was made last. */
  private final class Forged implements SchemaStore {
    @Override
    public void add(Map<Long, String> texts) {}

    @Override
    public @Nullable String find(long fingerprint) {
      return (fingerprint == forged) ? forgedText : schemas.get(fingerprint);
    }

    @Override
    public void keep(long fingerprint, String text) {}

    @Override
    public void refuse(long fingerprint) {}

    @Override
    public void renew() {}
  }

  Fuzz(long seed) {
    this.random = new Random(seed);
    this.damage = new Damage(random);
    for (String release : GoldenPayload.RELEASES) {
      for (GoldenPayload golden : GoldenPayload.all(release)) {
        payloads.add(golden.bytes(false));
        payloads.add(golden.bytes(true));
        intacts.add(golden.bytes(true));
        schemas.putAll(golden.schemas());
      }
    }
    this.namings =
        payloads.stream()
            .flatMap(
                payload ->
                    schemas.keySet().stream()
                        .filter(name -> indexOf(payload, bytes(name)) >= 0)
                        .map(name -> new Naming(name, payload)))
            .toList();
    this.values = codec();
    this.envelopes = new Enveloped(random, codec());
    // What a release has left is too short to become fewer bytes.
    payloads.add(values.encode(List.of("the same again, ".repeat(100), "end")));
  }

  private ValueCodec codec() {
    return new KryoCodec(loader, allowed, Set.of(), new Forged());
  }

  /** Tries so many inputs more, and then whether what was not changed is read still. */
  void run(int count) {
    for (int i = 0; i < count; i++) {
      inputs++;
      attempt(next());
    }
    for (byte[] intact : intacts) {
      last = intact;
      try {
        List<?> read = (List<?>) values.decode(intact, 0);
        if (!"end".equals(read.get(1))) {
          found("state", "what was not changed was misread");
        }
      } catch (CodecException e) {
        found("state", "what was not changed was refused: " + e.getMessage());
      }
    }
  }

  private void attempt(Runnable reading) {
    int bait = Bait.TAKEN.get();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long begun = THREADS.getCurrentThreadCpuTime();
    try {
      reading.run();
    } catch (CodecException e) {
      refused++;
    } catch (Throwable e) {
      found(e.getClass().getName() + at(e), e.toString());
    }
    if (THREADS.getCurrentThreadAllocatedBytes() - allocated > MOST_BYTES) {
      found("memory", "it took more than " + MOST_BYTES + " bytes");
    }
    if (THREADS.getCurrentThreadCpuTime() - begun > LONGEST_NANOS) {
      found("time", "it took more than five seconds of the processor");
    }
    if (Bait.TAKEN.get() != bait) {
      found("class", "a class was initialised");
    }
  }

  private static String at(Throwable e) {
    return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
  }

  private void found(String kind, String what) {
    if (finds.size() < MOST_FINDS) {
      finds.putIfAbsent(
          kind, "input %d, %s: %s".formatted(inputs, what, HexFormat.of().formatHex(last)));
    }
  }

  /** What was found, by kind. */
  Map<String, String> finds() {
    return finds;
  }

  long inputs() {
    return inputs;
  }

  /** How many inputs were refused, rather than read as a value. */
  long refused() {
    return refused;
  }

  // ---- inputs

  private Runnable next() {
    return switch (random.nextInt(9)) {
      case 0 -> entry();
      case 1 -> announcement();
      case 2 -> queued();
      case 3 -> key();
      case 4, 5 -> schema();
      case 6 -> enveloped();
      default -> payload();
    };
  }

  private byte[] any() {
    return payloads.get(random.nextInt(payloads.size()));
  }

  private byte[] changed(byte[] bytes) {
    byte[] changed = bytes;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      changed = damage.once(changed, any());
    }
    last = changed;
    return changed;
  }

  private Runnable payload() {
    byte[] bytes = changed(any());
    return () -> values.decode(bytes, 0);
  }

  private Runnable enveloped() {
    byte[] bytes =
        switch (random.nextInt(3)) {
          case 0 -> changed(envelopes.of(any()));
          case 1 -> envelopes.of(changed(any()));
          default -> envelopes.promising(any());
        };
    last = bytes;
    return () -> envelopes.read(bytes);
  }

  private void read(@Nullable Stored stored) {
    if (stored != null && !stored.isAbsence()) {
      values.decode(stored.bytes(), stored.offset());
    }
  }

  private static byte[] asEntry(byte[] payload) {
    Content content = Content.of(TagHash.NONE, payload, 0);
    return EntryBytes.of(new Stored(new Version(1, 2), 3, 4, 5, content));
  }

  private Runnable entry() {
    byte[] bytes = changed(asEntry(any()));
    byte[] digits = damage.noise();
    return () -> {
      read(EntryFormat.found(digits, digits, bytes).entry());
      read(EntryFormat.found(bytes, 0).entry());
    };
  }

  private Runnable announcement() {
    byte[] name = keys.entry(0, KEY);
    byte[] old = asEntry(any());
    ByteBuffer one =
        ByteBuffer.allocate(22 + name.length + 2 * old.length)
            .put((byte) "wdxcMWg".charAt(random.nextInt(7)))
            .position(16)
            .putShort((short) name.length)
            .put(name)
            .putInt(old.length)
            .put(old)
            .put(old);
    byte[] bytes = changed(one.array());
    return () -> {
      if (bytes.length >= AnnounceFormat.SEQUENCE_AT) {
        AnnounceFormat.read(bytes, false, this::told);
      }
    };
  }

  private void told(byte[] named, AnnounceFormat.Reading reading) {
    Announcement news = keys.partitionIn(named) < 0 ? null : reading.of(keys, 0);
    if (news != null) {
      if (news.act() != null) {
        keyCodec.decode(news.key());
      }
      read(news.old());
      read(news.entry());
    }
  }

  private Runnable queued() {
    byte[] payload = any();
    boolean isDead = random.nextBoolean();
    ByteBuffer one =
        ByteBuffer.allocate((isDead ? 21 : 10) + payload.length)
            .put((byte) (isDead ? 'D' : 'Q'))
            .put((byte) 1)
            .put((byte) 'w');
    if (isDead) {
      one.position(16).putShort((short) 3).put("why".getBytes(UTF_8));
    } else {
      one.position(10);
    }
    byte[] bytes = changed(one.put(payload).array());
    return () -> {
      QueuedWrite write = QueueFormat.either(KEY, bytes);
      if (write != null && !write.isDeletion()) {
        values.decode(write.bytes(), write.offset());
      }
    };
  }

  private Runnable key() {
    byte[] letter = {(byte) "sildbuekKtfc".charAt(random.nextInt(12)), ':'};
    byte[] bytes =
        changed(
            random.nextBoolean() ? Damage.spliced(any(), 0, 0, letter) : damage.named(letter, 2));
    return () -> keyCodec.decode(bytes);
  }

  // ---- schemas

  /** A payload of the release whose schema was changed, and is what its fingerprint stands for. */
  private Runnable schema() {
    Naming naming = namings.get(random.nextInt(namings.size()));
    long before = naming.fingerprint;
    String text = damage.of(requireNonNull(schemas.get(before)));
    byte[] bytes = (random.nextInt(3) == 0) ? changed(naming.payload) : naming.payload;
    if (++forgeries % SCHEMAS_OF_A_CODEC == 0) {
      values = codec();
    }
    forgedText = text;
    forged = WireFormat.fingerprint(text);
    byte[] renamed = replaced(bytes, bytes(before), bytes(forged));
    last = renamed;
    return () -> values.decode(renamed, 0);
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).order(LITTLE_ENDIAN).putLong(number).array();
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] replaced(byte[] bytes, byte[] before, byte[] after) {
    int at = indexOf(bytes, before);
    return (at < 0) ? bytes : Damage.spliced(bytes, at, at + before.length, after);
  }
}
