package org.entresol.codec.wire;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.util.List;
import org.entresol.codec.copy.FieldLayout;
import org.entresol.codec.copy.Plans;
import org.jspecify.annotations.Nullable;

/**
 * A class as it is here, whose objects are made of values that were written by another form of it.
 *
 * @param fields those that values are for
 * @param blank {@code () Object}: an object without values; null where all must be known first
 * @param finish {@code (Object, Object[]) Object} of records, {@code (Object, Object[]) void} of
 *     others
 */
record Target(
    Class<?> type, List<Field> fields, @Nullable MethodHandle blank, MethodHandle finish) {

  /** The target for a class; null when its objects are not written by their fields. */
  static @Nullable Target of(Class<?> type, Plans plans) {
    if (type.isRecord()) {
      return plans
          .recordLayoutOf(type)
          .map(layout -> new Target(type, layout.fields(), null, layout.create()))
          .orElse(null);
    }
    return plans
        .fieldLayoutOf(type)
        .map(FieldLayout::encoding)
        .map(encoding -> new Target(type, encoding.fields(), encoding.blank(), encoding.assign()))
        .orElse(null);
  }

  /** An object that its own parts may refer to; null where there is none before its parts are. */
  @Nullable Object begin() throws Throwable {
    return blank == null ? null : (Object) blank.invokeExact();
  }

  /** The object of its values. */
  Object finish(@Nullable Object begun, @Nullable Object[] values) throws Throwable {
    if (begun == null) {
      return (Object) finish.invokeExact((Object) type, values);
    }
    finish.invokeExact(begun, values);
    return begun;
  }
}
