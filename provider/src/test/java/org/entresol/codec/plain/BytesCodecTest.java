package org.entresol.codec.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.entresol.EntresolConfiguration;
import org.entresol.ShippedCodec;
import org.entresol.codec.CodecContract;
import org.junit.jupiter.api.Test;

class BytesCodecTest extends CodecContract<byte[]> {

  @Override
  protected Class<byte[]> type() {
    return byte[].class;
  }

  @Override
  protected EntresolConfiguration.Builder<String, byte[]> with(
      EntresolConfiguration.Builder<String, byte[]> builder) {
    return builder.codec(ShippedCodec.BYTES);
  }

  /** An envelope begins with 0xFF. */
  @Override
  protected List<byte[]> values() {
    byte[] marked = new byte[100];
    Arrays.fill(marked, (byte) 0xFF);
    return List.of(new byte[100], marked, new byte[0], new byte[] {(byte) 0xFF});
  }

  @Override
  protected String name() {
    return "bytes";
  }

  @Test
  void encode_array_isACopyOfIt() {
    byte[] value = {1, 2, 3};

    byte[] bytes = new GivenCodec(new BytesCodec()).encode(value);

    assertThat(bytes).isEqualTo(value).isNotSameAs(value);
  }
}
