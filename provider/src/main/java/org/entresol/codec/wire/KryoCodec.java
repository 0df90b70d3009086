package org.entresol.codec.wire;

import java.util.Set;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.SchemaStore;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.copy.Plans;

/**
 * The encoding of values by Kryo.
 *
 * <p>Objects are written by their fields, without the names of these, which are in the schema of
 * the class; shared references and cycles are kept, transient fields are not. Thread-safe.
 */
public final class KryoCodec implements ValueCodec {

  private final SchemaStore store;
  private final WirePool pool;

  /**
   * @param loader finds the classes that bytes name
   * @param allowed the classes that may be named
   * @param immutableTypes the types that {@link KryoCopiers#byValue} is given too
   * @param store where others find what the fields of classes are
   */
  public KryoCodec(
      ClassLoader loader, AllowedClasses allowed, Set<String> immutableTypes, SchemaStore store) {
    Plans plans = KryoRules.plans(immutableTypes);
    this.store = store;
    this.pool = new WirePool(plans, loader, allowed, new SchemaBook(plans, store));
  }

  @Override
  public byte[] encode(Object value) {
    byte[] simple = SimpleValues.encode(value);
    return simple != null ? simple : pool.encode(value);
  }

  @Override
  public Object decode(byte[] bytes, int offset) {
    Object simple = SimpleValues.decode(bytes, offset);
    return simple != null ? simple : pool.decode(bytes, offset);
  }

  @Override
  public void renew() {
    store.renew();
  }
}
