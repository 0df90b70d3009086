package org.entresol.codec.copy;

import java.lang.invoke.MethodHandle;
import org.entresol.codec.CodecException;
import org.entresol.codec.Copier;

/** The plan for objects whose fields hold nothing but immutable values: the fields are copied. */
final class FlatPlan implements Plan, Copier {

  private final MethodHandle shallowCopy;

  FlatPlan(MethodHandle shallowCopy) {
    this.shallowCopy = shallowCopy;
  }

  @Override
  public Object copy(Object original) {
    try {
      return (Object) shallowCopy.invokeExact(original);
    } catch (Throwable e) {
      throw CodecException.ofCopying(original.getClass(), e);
    }
  }

  @Override
  public Object copy(Object original, Plan.Lookup plans) {
    return copy(original);
  }

  @Override
  public boolean isLeaf() {
    return true;
  }
}
