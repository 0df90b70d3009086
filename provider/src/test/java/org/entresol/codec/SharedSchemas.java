package org.entresol.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Schemas in the memory of this JVM, with what was asked for. Thread-safe. */
public final class SharedSchemas implements SchemaStore {

  /** What tests have in common whose codecs read each other's bytes. */
  public static final SchemaStore HERE = new SharedSchemas();

  /** The texts by their fingerprints. */
  public final Map<Long, String> texts = new ConcurrentHashMap<>();

  /** The fingerprints that were asked for. */
  public final List<Long> asked = Collections.synchronizedList(new ArrayList<>());

  /** The fingerprints whose texts were none. */
  public final List<Long> refused = Collections.synchronizedList(new ArrayList<>());

  /** The texts of each time that some were added. */
  public final List<Map<Long, String>> added = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void add(Map<Long, String> some) {
    added.add(some);
    texts.putAll(some);
  }

  @Override
  public @Nullable String find(long fingerprint) {
    asked.add(fingerprint);
    return texts.get(fingerprint);
  }

  @Override
  public void keep(long fingerprint, String text) {}

  @Override
  public void refuse(long fingerprint) {
    refused.add(fingerprint);
  }

  @Override
  public void renew() {}
}
