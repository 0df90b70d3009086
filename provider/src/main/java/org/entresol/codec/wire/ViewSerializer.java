package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.entresol.codec.CodecException;
import org.entresol.codec.CopyException;
import org.entresol.codec.copy.Shell;
import org.entresol.codec.copy.ViewPlan;
import org.jspecify.annotations.Nullable;

/**
 * The serializer of unmodifiable and synchronized views: a copy is a view of the copied collection.
 */
final class ViewSerializer extends Serializer<Object> {

  private final ViewPlan plan;
  private final ShellSerializer shells = new ShellSerializer();

  ViewSerializer(ViewPlan plan) {
    this.plan = plan;
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    Object behind = behind(original);
    if (behind == null) {
      return shells.copy(kryo, original);
    }
    Object copy = kryo.copy(behind);
    // The view may have been reached again through an element.
    Object known = GraphKryo.known(kryo, original);
    return known != null ? known : GraphKryo.remember(kryo, original, plan.wrap().apply(copy));
  }

  /**
   * The collection behind a view, which is what is cut off when the view itself is serialized; null
   * when that is something else, such as the lock of another object or the form of a collection
   * that is serialized by rules of its own.
   */
  private static @Nullable Object behind(Object view) {
    try {
      List<Object> parts = Shell.of(view).parts();
      Object part = parts.size() == 1 ? parts.get(0) : null;
      return part instanceof Collection || part instanceof Map ? part : null;
    } catch (IOException e) {
      throw CodecException.ofCopying(view.getClass(), e);
    }
  }

  @Override
  public void write(Kryo kryo, Output output, Object view) {
    kryo.writeClassAndObject(output, encodedBehind(view));
  }

  /** The collection behind a view, whatever lock it has. */
  private static Object encodedBehind(Object view) {
    try {
      return Shell.bare(view).parts().stream()
          .filter(part -> part instanceof Collection || part instanceof Map)
          .findFirst()
          .orElseThrow(() -> CopyException.of(view.getClass(), "nothing is behind it", null));
    } catch (IOException e) {
      throw CodecException.ofCopying(view.getClass(), e);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    Object behind = kryo.readClassAndObject(input);
    if (behind == null) {
      throw CodecException.malformed("a view of nothing");
    }
    return GraphKryo.reader(kryo).isSpoilt() ? Unknown.OBJECT : plan.wrap().apply(behind);
  }
}
