package org.entresol.spring.boot;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.entresol.web.TokenScope;
import org.jspecify.annotations.Nullable;
import org.springframework.util.PatternMatchUtils;

/**
 * The services that tokens of caches go to and are taken from, by the names of their hosts.
 * Immutable.
 *
 * @param patterns names of hosts, of which asterisks stand for any part
 */
record TokenHosts(List<String> patterns) {

  TokenHosts(Collection<String> patterns) {
    this(patterns.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
  }

  /** The scope of this thread where an address is that of such a service; else null. */
  @Nullable TokenScope scope(URI address) {
    TokenScope scope = TokenScope.current();
    return scope != null && has(address) ? scope : null;
  }

  boolean has(URI address) {
    String host = address.getHost();
    return host != null
        && PatternMatchUtils.simpleMatch(
            patterns.toArray(new String[0]), host.toLowerCase(Locale.ROOT));
  }
}
