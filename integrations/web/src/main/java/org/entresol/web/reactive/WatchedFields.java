package org.entresol.web.reactive;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.web.http.Headers;
import org.entresol.web.render.ReadFields;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedCaseInsensitiveMap;
import org.springframework.util.MultiValueMap;

/** The fields of a request, of which it is seen which are read. They cannot be changed. */
final class WatchedFields extends AbstractMap<String, List<String>>
    implements MultiValueMap<String, String> {
  private final Map<String, List<String>> values = new LinkedCaseInsensitiveMap<>();
  private final ReadFields read;

  /**
   * Some fields.
   *
   * @param fields those that handlers may see
   * @param read hears which they do
   */
  WatchedFields(Headers fields, ReadFields read) {
    fields.forEach(
        (name, value) -> values.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
    this.read = read;
  }

  @Override
  public @Nullable List<String> get(Object key) {
    List<String> found = values.get(key);
    read.read(key.toString(), found != null);
    return found == null ? null : List.copyOf(found);
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable String getFirst(String key) {
    List<String> found = get(key);
    return found == null ? null : found.get(0);
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public Set<Entry<String, List<String>>> entrySet() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    values.forEach(
        (name, found) -> {
          read.read(name, true);
          all.put(name, List.copyOf(found));
        });
    return Map.copyOf(all).entrySet();
  }

  @Override
  public Map<String, String> toSingleValueMap() {
    Map<String, String> first = new LinkedHashMap<>();
    entrySet().forEach(each -> first.put(each.getKey(), each.getValue().get(0)));
    return first;
  }

  // ---- what a request does not allow

  @Override
  public void add(String key, @Nullable String value) {
    throw new UnsupportedOperationException("The fields of a request cannot be changed");
  }

  @Override
  public void addAll(String key, List<? extends String> more) {
    throw new UnsupportedOperationException("The fields of a request cannot be changed");
  }

  @Override
  public void addAll(MultiValueMap<String, String> more) {
    throw new UnsupportedOperationException("The fields of a request cannot be changed");
  }

  @Override
  public void set(String key, @Nullable String value) {
    throw new UnsupportedOperationException("The fields of a request cannot be changed");
  }

  @Override
  public void setAll(Map<String, String> more) {
    throw new UnsupportedOperationException("The fields of a request cannot be changed");
  }
}
