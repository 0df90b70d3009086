package org.entresol.codec.wire;

import static java.util.Map.entry;

import java.io.File;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an object of the JDK that is a single value is written as text.
 *
 * @param write the text, or null when this object is more than a text can say
 * @param read an object of the text
 */
record TextForm(Function<Object, @Nullable String> write, Function<String, Object> read) {

  private static final Map<Class<?>, TextForm> ALL =
      Map.ofEntries(
          entry(Locale.class, new TextForm(TextForm::tag, Locale::forLanguageTag)),
          entry(File.class, new TextForm(Object::toString, File::new)),
          entry(MathContext.class, new TextForm(Object::toString, MathContext::new)),
          entry(
              AtomicInteger.class,
              new TextForm(Object::toString, text -> new AtomicInteger(Integer.parseInt(text)))),
          entry(
              AtomicLong.class,
              new TextForm(Object::toString, text -> new AtomicLong(Long.parseLong(text)))),
          entry(
              AtomicBoolean.class,
              new TextForm(
                  Object::toString, text -> new AtomicBoolean(Boolean.parseBoolean(text)))));

  private static final TextForm ZONE = new TextForm(TextForm::zoneId, TimeZone::getTimeZone);

  /** The form for objects of exactly this class of the JDK, if it has one. */
  static @Nullable TextForm of(Class<?> type) {
    return TimeZone.class.isAssignableFrom(type) ? ZONE : ALL.get(type);
  }

  private static @Nullable String tag(Object object) {
    Locale locale = (Locale) object;
    String tag = locale.toLanguageTag();
    return Locale.forLanguageTag(tag).equals(locale) ? tag : null;
  }

  private static @Nullable String zoneId(Object object) {
    TimeZone zone = (TimeZone) object;
    TimeZone known = TimeZone.getTimeZone(zone.getID());
    return known.getClass() == zone.getClass() && known.equals(zone) ? zone.getID() : null;
  }
}
