package org.entresol.codec.wire;

import com.esotericsoftware.kryo.util.DefaultClassResolver;
import org.entresol.codec.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * The classes that serializers of the user's own name through Kryo: these too must be allowed.
 * Everything else is named by {@link WireWriter} and {@link WireReader}.
 */
final class AllowedResolver extends DefaultClassResolver {

  @Override
  protected Class<?> getTypeByName(@Nullable String className) {
    if (className == null) {
      throw CodecException.malformed("a class without a name");
    }
    return GraphKryo.forms(kryo).load(className);
  }
}
