package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.entresol.web.http.AnswerTags;

/** An answer whose client is not told its tags. Used by one thread at a time. */
final class UntaggedResponse extends HttpServletResponseWrapper {

  UntaggedResponse(HttpServletResponse client) {
    super(client);
  }

  @Override
  public void setHeader(String name, String value) {
    if (!AnswerTags.isField(name)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!AnswerTags.isField(name)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }
}
