/**
 * The provider. Automatic modules (JCache's own, Kryo) name nothing that they need, so what they
 * need of the JDK is named here.
 */
@SuppressWarnings("requires-transitive-automatic") // JCache has no module of its own
module org.entresol {
  exports org.entresol;
  // The provider by its name, and entries and caches to unwrap.
  exports org.entresol.jcache;
  // For those who map changes of a database to keys, and those who follow one.
  exports org.entresol.feed;
  // For those who write a tier.
  exports org.entresol.fault;
  exports org.entresol.recording;
  exports org.entresol.tier;
  exports org.entresol.time;

  requires transitive cache.api;
  requires transitive java.management;
  requires com.esotericsoftware.kryo;
  requires com.github.benmanes.caffeine;
  requires org.yaml.snakeyaml;
  requires static transitive org.jspecify;
  // For recordings, where the runtime can make some.
  requires static jdk.jfr;
  // For caches that compress by them.
  requires static com.github.luben.zstd_jni;
  requires static org.lz4.java;
  // For caches whose values are JSON.
  requires static com.fasterxml.jackson.databind;
  // Objenesis, under Kryo: objects without a constructor.
  requires jdk.unsupported;

  uses org.entresol.feed.ChangeFeedFactory;
  uses org.entresol.tier.TierFactory;

  provides javax.cache.spi.CachingProvider with
      org.entresol.jcache.EntresolCachingProvider;
}
