package org.entresol.jcache;

import java.util.List;
import java.util.Set;
import org.entresol.Codec;
import org.entresol.EntresolConfiguration;
import org.entresol.ShippedCodec;
import org.entresol.TypePattern;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.BoundedValues;
import org.entresol.codec.Copiers;
import org.entresol.codec.EntryCodec;
import org.entresol.codec.KeyCodec;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.envelope.Envelopes;
import org.entresol.codec.envelope.Packing;
import org.entresol.codec.envelope.Sealing;
import org.entresol.codec.key.CanonicalKeys;
import org.entresol.codec.plain.GivenCodec;
import org.entresol.codec.plain.PlainForms;
import org.entresol.codec.wire.ByteCopiers;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.KryoCopiers;
import org.entresol.config.AllowPlace;
import org.entresol.config.KnownClasses;
import org.entresol.store.tiered.TierSchemas;
import org.jspecify.annotations.Nullable;

/**
 * How the keys and values of one cache are copied and become bytes. Thread-safe.
 *
 * @param <K> the type of keys
 * @param keys the encoding of keys
 * @param values the encoding of values
 * @param schemas what the encoding of values is told of classes
 * @param keyCopiers the rules by which keys that pass between the cache and its users are copied
 * @param copiers the rules by which values that pass between them are copied
 * @param near the rules by which users get copies of what is kept beside its bytes
 * @param name what the record of the cache calls the encoding of values
 */
record Codecs<K>(
    KeyCodec<K> keys,
    EntryCodec values,
    TierSchemas schemas,
    Copiers keyCopiers,
    Copiers copiers,
    Copiers near,
    String name) {

  /**
   * The codecs that a configuration asks for.
   *
   * @param name what the cache is called where a class is refused
   * @param loader finds the classes that bytes name
   * @param place where it is said what is allowed
   * @param own the codec of the user's that it asks for, or null
   * @param sealing how values are encrypted, or null if they are not
   * @throws IllegalArgumentException if there cannot be one for that type, or here
   */
  static <K, V> Codecs<K> of(
      String name,
      EntresolConfiguration<K, V> configuration,
      ClassLoader loader,
      AllowPlace place,
      @Nullable Codec<?> own,
      @Nullable Sealing sealing) {
    Set<TypePattern> said = configuration.getAllowedTypes();
    KnownClasses known = KnownClasses.of(configuration, loader);
    AllowedClasses allowed =
        AllowedClasses.of(
                List.of(configuration.getKeyType(), configuration.getValueType()), known.patterns())
            .with(known.classes())
            .of(name, missing -> place.line(KnownClasses.withThese(said, missing)));
    TierSchemas schemas = new TierSchemas();
    // A key of a former name would be another one than its owner asks for.
    AllowedClasses inValues = allowed.renaming(configuration.getRenamed());
    Codec<?> plain =
        configuration.getCodec() instanceof ShippedCodec choice && choice != ShippedCodec.KRYO
            ? PlainForms.of(choice, name, configuration.getValueType(), loader, inValues)
            : own;
    ValueCodec values =
        plain != null
            ? new GivenCodec(plain)
            : new KryoCodec(loader, inValues, configuration.getImmutableTypes(), schemas);
    Copiers inHeap =
        configuration.isStoreByValue()
            ? KryoCopiers.byValue(loader, configuration.getImmutableTypes())
            : KryoCopiers.byReference();
    boolean bytesAlone =
        configuration.getStack().isShared()
            && !configuration.getStack().isNear()
            && configuration.isStoreByValue();
    Copiers copiers =
        bytesAlone ? new ByteCopiers(values, configuration.getImmutableTypes()) : inHeap;
    return new Codecs<>(
        new CanonicalKeys<>(loader, allowed, known.ignored()),
        inEnvelopes(values, name, configuration, sealing),
        schemas,
        // A codec of one type of values knows nothing of keys.
        plain == null ? copiers : inHeap,
        copiers,
        configuration.getStack().isNear() ? inHeap : KryoCopiers.byReference(),
        own == null ? configuration.getCodec().toString() : GivenCodec.nameOf(own, name));
  }

  private static EntryCodec inEnvelopes(
      ValueCodec values,
      String name,
      EntresolConfiguration<?, ?> configuration,
      @Nullable Sealing sealing) {
    long most = configuration.getMaxValueBytes();
    return new Envelopes(
        new BoundedValues(values, name, most),
        Packing.of(name, configuration.getCompression(), configuration.getCompressionOver(), most),
        sealing);
  }
}
