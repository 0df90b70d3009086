package org.entresol.testing;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How often servers have executed each command, as their `INFO commandstats` counts.
 *
 * <p>Commands that a script calls count as well: {@link Monitor} tells those apart.
 *
 * @param calls by the command's name in lower case; a subcommand as `config|get` from Redis 7 on
 */
public record CommandStats(Map<String, Long> calls) {
  private static final String PREFIX = "cmdstat_";

  /** What these servers together have counted so far. */
  public static CommandStats of(RedisServer... servers) {
    return new CommandStats(
        Arrays.stream(servers)
            .flatMap(CommandStats::lines)
            .collect(toMap(CommandStats::name, CommandStats::count, Long::sum)));
  }

  /** What was counted since an earlier snapshot; commands without a call are not in it. */
  public CommandStats since(CommandStats earlier) {
    return new CommandStats(
        calls.keySet().stream()
            .filter(command -> callsOf(command) > earlier.callsOf(command))
            .collect(
                toMap(command -> command, command -> callsOf(command) - earlier.callsOf(command))));
  }

  /** How often that command was executed; its name is in lower case. */
  public long callsOf(String command) {
    return calls.getOrDefault(command, 0L);
  }

  private static Stream<String> lines(RedisServer server) {
    try (RespClient client = server.connect()) {
      return client.text("INFO", "commandstats").lines().filter(line -> line.startsWith(PREFIX));
    }
  }

  private static String name(String line) {
    return line.substring(PREFIX.length(), line.indexOf(':'));
  }

  private static Long count(String line) {
    return Long.valueOf(line.substring(line.indexOf("calls=") + 6, line.indexOf(',')));
  }
}
