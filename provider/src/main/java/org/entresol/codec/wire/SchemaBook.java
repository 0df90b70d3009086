package org.entresol.codec.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.entresol.codec.ByClass;
import org.entresol.codec.CodecException;
import org.entresol.codec.SchemaStore;
import org.entresol.codec.copy.Plans;

/**
 * The schemas that one codec knows: those of classes as they are here, and those that it was told
 * of by their fingerprints. Thread-safe.
 */
final class SchemaBook {

  /** As many forms of classes, and as many characters of them, as strangers may make us keep. */
  private static final int MOST_FOUND = 4096;

  private static final long MOST_CHARACTERS = 16 << 20;
  private static final long MOST_FIELDS = 400_000;

  private final ByClass<Own> own;
  private final SchemaStore store;
  private final Map<Long, Schema> found = new ConcurrentHashMap<>();

  /** The characters and fields of those that were found. */
  private final AtomicLong characters = new AtomicLong();

  private final AtomicLong fields = new AtomicLong();

  /**
   * @param store where others find the schemas of what is written here
   */
  SchemaBook(Plans plans, SchemaStore store) {
    this.own = new ByClass<>(type -> new Own(Describer.describe(type, plans)));
    this.store = store;
  }

  /** The schema of a class as it is here. */
  static final class Own {
    private final Schema schema;

    /** Whether the store was told. */
    private volatile boolean stored;

    Own(Schema schema) {
      this.schema = schema;
    }

    Schema schema() {
      return schema;
    }

    boolean isStored() {
      return stored;
    }
  }

  /** The schema of a class as it is here. */
  Own of(Class<?> type) {
    Own known = own.of(type);
    Schema unused = found.putIfAbsent(known.schema.fingerprint(), known.schema);
    return known;
  }

  /** Tells the store of schemas, before the bytes that name them are given to anybody. */
  void store(Collection<Own> fresh) {
    Map<Long, String> texts = new HashMap<>();
    fresh.forEach(known -> texts.put(known.schema.fingerprint(), known.schema.text()));
    store.add(texts);
    fresh.forEach(known -> known.stored = true);
  }

  /**
   * The schema of a fingerprint that was read.
   *
   * @throws CodecException if nobody has it, or it is none
   */
  Schema find(long fingerprint) {
    Schema known = found.get(fingerprint);
    if (known != null) {
      return known;
    }
    if (isFull()) {
      throw CodecException.malformed("there are more schemas than are kept");
    }
    String text = store.find(fingerprint);
    if (text == null) {
      throw CodecException.malformed(
          "the schema %016x of a class in them is not there".formatted(fingerprint));
    }
    return kept(text, read(fingerprint, text));
  }

  private boolean isFull() {
    return found.size() >= MOST_FOUND
        || characters.get() >= MOST_CHARACTERS
        || fields.get() >= MOST_FIELDS;
  }

  private Schema read(long fingerprint, String text) {
    try {
      return SchemaText.read(fingerprint, text);
    } catch (CodecException e) {
      store.refuse(fingerprint);
      throw e;
    }
  }

  private Schema kept(String text, Schema read) {
    Schema before = found.putIfAbsent(read.fingerprint(), read);
    if (before != null) {
      return before;
    }
    characters.addAndGet(text.length());
    fields.addAndGet(read.classes().stream().mapToLong(shape -> shape.fields().size()).sum());
    store.keep(read.fingerprint(), text);
    return read;
  }
}
