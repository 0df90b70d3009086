package org.entresol.web.reactive;

import java.util.ArrayList;
import java.util.List;
import org.entresol.web.http.AnswerTags;
import org.entresol.web.http.Headers;
import org.entresol.web.render.Given;
import org.springframework.http.HttpHeaders;

/**
 * The fields of an answer of WebFlux. Used by one thread at a time.
 *
 * @param headers its own
 * @param shown whether the client sees its tags
 */
record Fields(HttpHeaders headers, boolean shown) implements Given.Client {

  @Override
  public boolean has(String name, String value) {
    Headers all = Inquiry.headers(headers);
    for (int i = 0; i < all.fields().size(); i += 2) {
      if (all.fields().get(i).equalsIgnoreCase(name) && all.fields().get(i + 1).equals(value)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void set(String name, String value) {
    if (shown || !AnswerTags.isField(name)) {
      headers.set(name, value);
    }
  }

  @Override
  public void add(String name, String value) {
    if (shown || !AnswerTags.isField(name)) {
      headers.add(name, value);
    }
  }

  /** Takes the tags back that were said past this, unless the client sees them. */
  void hideTags() {
    Headers all = Inquiry.headers(headers);
    if (shown || all.fields().stream().noneMatch(AnswerTags::isField)) {
      return;
    }
    List<String> left = new ArrayList<>(all.without(AnswerTags::isField).fields());
    headers.clear();
    for (int i = 0; i < left.size(); i += 2) {
      headers.add(left.get(i), left.get(i + 1));
    }
  }
}
