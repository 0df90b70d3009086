package org.entresol.spring.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.LimitedExpiryPolicy;
import org.entresol.config.model.Setting;
import org.jspecify.annotations.Nullable;

/** What a cache is configured to be, in the words of its configuration file. */
final class Shown {
  private static final Set<String> KNOWN =
      Set.of(ExpiryPolicy.class.getPackageName(), LimitedExpiryPolicy.class.getPackageName());

  private Shown() {}

  /** What a cache is configured to be at this moment. */
  @SuppressWarnings("unchecked") // a class literal has no type arguments
  static EntresolConfiguration<?, ?> of(EntresolCache<?, ?> cache) {
    return cache.getConfiguration(EntresolConfiguration.class);
  }

  /** All that holds for a cache, by the keys of the file. */
  static Map<String, Object> configuration(EntresolCache<?, ?> cache) {
    EntresolConfiguration<?, ?> is = of(cache);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("key", is.getKeyType().getTypeName());
    shown.put("value", is.getValueType().getTypeName());
    for (Setting<?> setting : EntresolConfiguration.settings()) {
      String text = text(is, setting);
      if (text != null && setting.fits(is.getStack().configName(), text)) {
        shown.put(setting.key(), text);
      }
    }
    shown.put("expiry", expiry(is.getExpiryPolicyFactory()));
    shown.put("store-by-value", is.isStoreByValue());
    shown.put("statistics", is.isStatisticsEnabled());
    shown.put("management", is.isManagementEnabled());
    shown.put("load.read-through", is.isReadThrough());
    shown.put("write.write-through", is.isWriteThrough());
    return shown;
  }

  /** What holds for a setting: what was said, or the default; null for nothing. */
  private static <T> @Nullable String text(EntresolConfiguration<?, ?> is, Setting<T> setting) {
    T said = is.said(setting);
    if (said != null) {
      return setting.type().shown(said);
    }
    return setting.standard().isEmpty() ? null : setting.standard();
  }

  /** What the specification's policies and ours say; others are asked nothing and made not once. */
  private static Object expiry(Factory<ExpiryPolicy> factory) {
    if (!(factory instanceof FactoryBuilder.SingletonFactory<ExpiryPolicy>)) {
      return factory.getClass().getName();
    }
    ExpiryPolicy policy = factory.create();
    if (!KNOWN.contains(policy.getClass().getPackageName())) {
      return policy.getClass().getName();
    }
    Map<String, String> times = new LinkedHashMap<>();
    times.put("created", words(policy.getExpiryForCreation()));
    times.put("modified", words(policy.getExpiryForUpdate()));
    times.put("accessed", words(policy.getExpiryForAccess()));
    return times;
  }

  private static String words(@Nullable Duration time) {
    if (time == null) {
      return "unchanged";
    }
    return time.isEternal()
        ? "eternal"
        : time.getTimeUnit().toMillis(time.getDurationAmount()) + "ms";
  }
}
