package org.entresol.tier.redis;

import java.time.Duration;
import java.util.Map;
import org.entresol.tier.TierException;

/**
 * What one master says of itself.
 *
 * @param address host and port
 * @param facts what {@code INFO} has, by its names
 * @param ahead how far its clock is ahead of this machine's, negative if it is behind
 */
public record ServerReport(String address, Map<String, String> facts, Duration ahead) {

  /** The version of the server; an empty text if it does not tell. */
  public String version() {
    return facts.getOrDefault(ServerFacts.VERSION, "");
  }

  /**
   * Refuses a server that does not know all that scripts need.
   *
   * @throws TierException that names its version, and the least
   */
  public void requireVersion() {
    ServerVersion.require(version());
  }

  /** Whether it may evict what never expires, pending writes among it. */
  public boolean evictsWhatNeverExpires() {
    return Eviction.evictsAll(facts);
  }

  /** A number that it tells; 0 if it does not. */
  public long number(String fact) {
    String text = facts.getOrDefault(fact, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
