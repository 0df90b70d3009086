package org.entresol;

import static org.entresol.Sample.own;

import java.util.List;

/** Samples of the settings of what lies around the bytes of values. */
final class EnvelopeSamples {

  /** One for each setting, in the order of the manual. */
  static final List<Sample<?>> ALL =
      List.of(
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
              .with(4096L, "4KB"));

  private EnvelopeSamples() {}
}
