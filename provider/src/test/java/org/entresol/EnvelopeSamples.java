package org.entresol;

import static org.entresol.Sample.own;

import java.util.List;
import javax.cache.configuration.Factory;
import org.entresol.config.model.Classes;

/** Samples of the settings of what lies around the bytes of values. */
final class EnvelopeSamples {

  /** By default there are none; this stands for that here. */
  private static final Factory<EncryptionKeys> NO_KEYS = keys("com.acme.Keys$None");

  /** One for each setting, in the order of the manual. */
  static final List<Sample<?>> ALL =
      List.of(
          own(
                  "codec",
                  (b, choice) -> b.codec(choice),
                  EntresolConfiguration::getCodec,
                  (CodecChoice) ShippedCodec.KRYO)
              .with(ShippedCodec.JSON, "json"),
          own(
                  "compress",
                  EntresolConfiguration.Builder::compress,
                  EntresolConfiguration::getCompression,
                  Compression.NONE)
              .with(Compression.DEFLATE, "deflate"),
          own(
                  "compress.over",
                  EntresolConfiguration.Builder::compressOver,
                  EntresolConfiguration::getCompressionOver,
                  1024L)
              .with(4096L, "4KB"),
          own("encrypt.keys", OwnBuilder::encrypt, EnvelopeSamples::keys, NO_KEYS)
              .with(keys("com.acme.Keys"), "com.acme.Keys"),
          own(
                  "encrypt.plaintext",
                  EntresolConfiguration.Builder::plaintext,
                  EntresolConfiguration::getPlaintext,
                  Plaintext.REFUSE)
              .with(Plaintext.READ, "read"));

  private EnvelopeSamples() {}

  private static Factory<EncryptionKeys> keys(String className) {
    return Classes.<EncryptionKeys>factoryOf(EncryptionKeys.class)
        .parser()
        .parse(className, EnvelopeSamples.class.getClassLoader());
  }

  private static Factory<EncryptionKeys> keys(EntresolConfiguration<?, ?> configuration) {
    Factory<EncryptionKeys> said = configuration.getEncryptionKeys();
    return said == null ? NO_KEYS : said;
  }
}
