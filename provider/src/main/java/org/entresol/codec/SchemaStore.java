package org.entresol.codec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the schemas lie by which the bytes of a cache can be read: texts by the fingerprints that
 * stand for them in bytes. Thread-safe; only a renewal fails because the store cannot be reached.
 */
public interface SchemaStore {

  /** A store of nothing, for bytes that are read where they were written. */
  SchemaStore NONE =
      new SchemaStore() {
        @Override
        public void add(Map<Long, String> texts) {}

        @Override
        public @Nullable String find(long fingerprint) {
          return null;
        }

        @Override
        public void keep(long fingerprint, String text) {}

        @Override
        public void refuse(long fingerprint) {}

        @Override
        public void renew() {}
      };

  /**
   * Keeps texts for everybody, before bytes that need them are seen by anybody. A store that cannot
   * be reached now is told again later, without being asked to.
   *
   * @param texts some that this store was not given before, by their fingerprints
   */
  void add(Map<Long, String> texts);

  /** The text of a fingerprint; null if it is not there, or the store cannot be reached. */
  @Nullable String find(long fingerprint);

  /** Keeps a text that was found, and is what its fingerprint stands for, as one that was added. */
  void keep(long fingerprint, String text);

  /** Notes that the text that was found is none, so that it need not be asked for soon again. */
  void refuse(long fingerprint);

  /**
   * Sees to it that what is kept is still there for everybody; to be called about once a second.
   *
   * @throws RuntimeException if the store cannot be reached; the next call tries again
   */
  void renew();
}
