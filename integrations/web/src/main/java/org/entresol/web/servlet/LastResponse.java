package org.entresol.web.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * What keeps a container from ending, past an answer that is held back, the one to the client.
 * Stateless.
 */
final class LastResponse {
  private static final String TOMCAT = "org.apache.catalina.";

  private LastResponse() {}

  /**
   * The response as the last of a chain of wrappers. From version 11 on, Tomcat looks for its own
   * at the end of the chain once it has forwarded, and ends that: what is held back would be lost.
   * Other containers go by the outermost one, and some of their servlets need their own.
   *
   * @return the response itself where the container is not Tomcat
   */
  static HttpServletResponse of(HttpServletResponse client) {
    ServletResponse last = client;
    while (last instanceof ServletResponseWrapper wrapper) {
      last = wrapper.getResponse();
    }
    if (!last.getClass().getName().startsWith(TOMCAT)) {
      return client;
    }
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            HttpServletResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
