/**
 * The tier on Redis. The repacked Redisson is an automatic module, which names nothing that it needs: so it is named
 * here, where it would otherwise not be there at run time.
 */
module org.entresol.redis {
  // For who hands the tier over by hand.
  exports org.entresol.tier.redis;

  requires transitive org.entresol;
  requires org.entresol.redisson;
  requires static org.jspecify;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.resolver;
  requires io.netty.resolver.dns;
  requires io.netty.transport;
  requires java.naming;
  requires java.xml;
  requires org.slf4j;
  requires org.yaml.snakeyaml;

  provides org.entresol.tier.TierFactory with
      org.entresol.tier.redis.RedisTiers;
}
