package org.entresol.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServer;

/** The two servers of a run, the networks before them, and the processes. */
final class Site implements AutoCloseable {
  /** The server that keeps what it has acknowledged, in an append-only file. */
  static final int KEEPING = 0;

  /** The server that has no more than its memory. */
  static final int FORGETTING = 1;

  static final int SERVERS = 2;
  private static final Duration START = Duration.ofMinutes(2);

  private final long seed;
  private final String stack;
  private final Path folder;
  private final List<RedisServer> servers = new ArrayList<>();
  private final List<List<ChaosProxy>> networks = new ArrayList<>();
  private final List<JvmProcess> workers = new ArrayList<>();
  private final List<SoakWorker.Task> tasks = new ArrayList<>();

  /** All of them, at work on the same folder. */
  Site(long seed, String stack, Path folder) {
    this.seed = seed;
    this.stack = stack;
    this.folder = folder;
    // A process that is killed loses nothing that it gave to the system, which is all it answered.
    servers.add(RedisServer.start("appendonly yes", "appendfsync no"));
    servers.add(RedisServer.start());
    for (int node = 0; node < SoakWorker.NODES; node++) {
      networks.add(servers.stream().map(ChaosProxy::before).toList());
      // One after the other: a machine that starts all at once lets them wait for too long.
      workers.add(start(node, 0));
    }
  }

  static String name(int server) {
    return List.of("both servers", "the keeping server", "the forgetting server").get(server + 1);
  }

  RedisServer server(int number) {
    return servers.get(number);
  }

  ChaosProxy network(int node, int server) {
    return networks.get(node).get(server);
  }

  JvmProcess worker(int node) {
    return workers.get(node);
  }

  /** Kills a process, and starts it again. */
  void restart(int node, int life) {
    workers.get(node).kill();
    workers.set(node, start(node, life));
  }

  private JvmProcess start(int node, int life) {
    String keeping = network(node, KEEPING).address();
    String forgetting = network(node, FORGETTING).address();
    SoakWorker.Task task =
        new SoakWorker.Task(node, life, seed, stack, keeping, forgetting, folder.toString());
    tasks.add(task);
    JvmProcess worker = JvmProcess.start(List.of("-Xmx256m"), SoakWorker.class, task.words());
    worker.awaitLine("ready"::equals, START);
    return worker;
  }

  /** Everything that any process was given to do. */
  List<SoakWorker.Task> tasks() {
    return List.copyOf(tasks);
  }

  /** Gives all processes an order, and awaits an answer that begins so; none if that is empty. */
  List<String> tellEach(String order, String answer) {
    workers.forEach(worker -> worker.send(order));
    return workers.stream()
        .filter(worker -> !answer.isEmpty())
        .map(worker -> worker.awaitLine(line -> line.startsWith(answer), START))
        .toList();
  }

  @Override
  public void close() {
    workers.forEach(JvmProcess::close);
    networks.forEach(each -> each.forEach(ChaosProxy::close));
    servers.forEach(RedisServer::close);
  }
}
