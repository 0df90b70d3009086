package org.entresol.spring.boot;

import java.io.IOException;
import java.util.Collection;
import org.entresol.web.ReadYourWritesFilter;
import org.entresol.web.TokenScope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * What makes a {@code RestClient} or {@code RestTemplate} carry the tokens of the {@link
 * TokenScope} that is open, and take in those of answers. Immutable.
 */
public final class TokenInterceptor implements ClientHttpRequestInterceptor {
  private final TokenHosts hosts;

  /**
   * Creates it.
   *
   * @param hosts the services that have tokens, by the names of their hosts; asterisks stand for
   *     any part. Others are told none, but by a client that follows redirects of these
   */
  public TokenInterceptor(Collection<String> hosts) {
    this.hosts = new TokenHosts(hosts);
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    @Nullable TokenScope scope = hosts.scope(request.getURI());
    if (scope == null) {
      return execution.execute(request, body);
    }
    String carried = scope.carried();
    if (!carried.isEmpty()) {
      request.getHeaders().set(ReadYourWritesFilter.FIELD, carried);
    }
    ClientHttpResponse answer = execution.execute(request, body);
    scope.take(answer.getHeaders().getValuesAsList(ReadYourWritesFilter.FIELD));
    return answer;
  }
}
