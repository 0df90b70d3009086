package com.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.entresol.Codec;

/** Money as texts. */
public final class MoneyCodec implements Codec<Money> {
  @Override
  public String name() {
    return "acme-money";
  }

  @Override
  public byte[] encode(Money value) {
    return value.toString().getBytes(UTF_8);
  }

  @Override
  public Money decode(byte[] bytes) {
    throw new UnsupportedOperationException();
  }
}
