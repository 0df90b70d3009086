package org.entresol.tier.memory;

import java.time.Duration;
import org.entresol.tier.Leadership;
import org.jspecify.annotations.Nullable;

/** The lead of a task at a {@link MemoryAuthority}, whose clock ends tenures. */
final class MemoryLeadership implements Leadership {

  private final Link link;
  private final MemoryAuthority authority;
  private final String name;

  MemoryLeadership(Link link, MemoryAuthority authority, String name) {
    this.link = link;
    this.authority = authority;
    this.name = name;
  }

  /** Who holds the lead of a task, the number of the tenure, and when it ends in milliseconds. */
  record Tenure(Link holder, long number, long ends) {}

  @Override
  public long hold(Duration lease) {
    return link.call(
        () -> {
          Tenure now =
              authority.leads().compute(name, (lead, there) -> next(there, lease.toMillis()));
          return (now.holder() == link) ? now.number() : 0L;
        });
  }

  private Tenure next(@Nullable Tenure there, long length) {
    long now = authority.millis();
    if (there == null || there.ends() <= now) {
      return new Tenure(link, authority.nonce(), now + length);
    }
    return (there.holder() == link) ? new Tenure(link, there.number(), now + length) : there;
  }

  @Override
  public void leave() {
    link.call(
        () ->
            authority
                .leads()
                .computeIfPresent(name, (lead, there) -> (there.holder() == link) ? null : there));
  }
}
