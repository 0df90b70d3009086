package org.entresol.codec.wire;

import java.util.List;
import org.entresol.EntresolConfiguration;
import org.entresol.codec.CodecContract;

/** The codec of caches that say none. */
class KryoCodecTest extends CodecContract<KryoCodecTest.Order> {

  record Order(long id, String customer, List<Integer> lines) {}

  @Override
  protected Class<Order> type() {
    return Order.class;
  }

  @Override
  protected EntresolConfiguration.Builder<String, Order> with(
      EntresolConfiguration.Builder<String, Order> builder) {
    return builder;
  }

  @Override
  protected List<Order> values() {
    return List.of(
        new Order(1, "Ann ".repeat(20), List.of(1)), new Order(2, "Bob ".repeat(20), List.of()));
  }

  @Override
  protected String name() {
    return "kryo";
  }
}
