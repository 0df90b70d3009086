package org.entresol.console;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.entresol.Compression;
import org.entresol.ShippedCodec;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.entresol.codec.EntryCodec;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.envelope.Envelopes;
import org.entresol.codec.envelope.Packing;
import org.entresol.codec.plain.GivenCodec;
import org.entresol.codec.plain.PlainForms;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.store.tiered.TierSchemas;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.redis.SurveyedCache;

/**
 * A value as a text, as far as it is made of what the JDK has: no class of an application is ever
 * loaded.
 *
 * @param readable whether it is the value; else it is why that cannot be read
 * @param text the value or the reason
 * @param bytes the first bytes of the payload, in hexadecimal
 */
record ValueText(boolean readable, String text, String bytes) {

  private static final int MOST_TEXT = 10_000;
  private static final int MOST_BYTES = 64;

  /** The value of an entry. */
  static ValueText of(SurveyedCache cache, byte[] key, Stored entry) {
    int end = Math.min(entry.bytes().length, entry.offset() + MOST_BYTES);
    String bytes = HexFormat.of().formatHex(entry.bytes(), entry.offset(), end);
    if (entry.isAbsence()) {
      return new ValueText(true, "the source has no value", bytes);
    }
    try {
      Object value = codec(cache).decode(entry.bytes(), entry.offset(), key);
      return new ValueText(true, text(value), bytes);
    } catch (TierException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      String reason = (e instanceof CodecException) ? e.getMessage() : e.toString();
      return new ValueText(false, BoundedText.of(String.valueOf(reason), MOST_TEXT), bytes);
    }
  }

  private static EntryCodec codec(SurveyedCache cache) {
    return new Envelopes(
        values(cache), Packing.of(cache.name().cache(), Compression.NONE, 0, 0), null);
  }

  private static ValueCodec values(SurveyedCache cache) {
    ClassLoader loader = ClassLoader.getPlatformClassLoader();
    AllowedClasses allowed = AllowedClasses.of(List.of(), List.of());
    ShippedCodec codec =
        Stream.of(ShippedCodec.values())
            .filter(choice -> choice.configName().equals(cache.codec()))
            .findAny()
            .orElse(ShippedCodec.BYTES);
    return switch (codec) {
      case KRYO -> {
        TierSchemas schemas = new TierSchemas();
        schemas.over(cache.tier().schemas());
        yield new KryoCodec(loader, allowed, Set.of(), schemas);
      }
      case JSON -> shipped(ShippedCodec.STRING, cache, loader, allowed);
      case STRING, JAVA, BYTES -> shipped(codec, cache, loader, allowed);
    };
  }

  private static ValueCodec shipped(
      ShippedCodec codec, SurveyedCache cache, ClassLoader loader, AllowedClasses allowed) {
    return new GivenCodec(
        PlainForms.of(codec, cache.name().cache(), Object.class, loader, allowed));
  }

  private static String text(Object value) {
    return (value instanceof byte[] bytes)
        ? BoundedText.of(
            HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MOST_TEXT)), MOST_TEXT)
        : BoundedText.of(value, MOST_TEXT);
  }
}
