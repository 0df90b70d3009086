package org.entresol.testing;

import java.io.IOException;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One client's connection through a proxy to its server. */
final class ProxyConnection {
  private static final Set<String> SUBSCRIBING = Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE");
  private static final Set<String> PUBLISHED = Set.of("MESSAGE", "PMESSAGE", "SMESSAGE");

  private final Socket client;
  private final Socket server;
  private final Faults faults;
  private final Consumer<ProxyConnection> onClose;
  private final Lane requests;
  private final Lane replies;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** The commands whose replies are still to come, oldest first. */
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  private volatile boolean subscribed;
  private volatile boolean resp3;

  ProxyConnection(Socket client, Socket server, Faults faults, Consumer<ProxyConnection> onClose)
      throws IOException {
    this.client = client;
    this.server = server;
    this.faults = faults;
    this.onClose = onClose;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    FrameReader fromClient = new FrameReader(client.getInputStream());
    FrameReader fromServer = new FrameReader(server.getInputStream());
    this.requests =
        new Lane(
            "requests",
            fromClient::request,
            this::note,
            server.getOutputStream(),
            faults,
            this::close);
    this.replies =
        new Lane(
            "replies",
            fromServer::reply,
            this::passes,
            client.getOutputStream(),
            faults,
            this::close);
  }

  void start() {
    requests.start();
    replies.start();
  }

  /** Whether a subscription was asked for on it. */
  boolean isSubscribed() {
    return subscribed;
  }

  /** Ends it on both sides at once; what is under way is lost. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      requests.stop();
      replies.stop();
      closeQuietly(client);
      closeQuietly(server);
      onClose.accept(this);
    }
  }

  private boolean note(Frame request) {
    String command = request.word(0);
    if (SUBSCRIBING.contains(command)) {
      subscribed = true;
    }
    if (command.equals("HELLO")) {
      resp3 = request.word(1).equals("3");
    }
    unanswered.add(command);
    return true;
  }

  private boolean passes(Frame reply) {
    if (isPublished(reply)) {
      return !faults.swallows();
    }
    if (subscribed || reply.isPush()) {
      return true;
    }
    String command = unanswered.poll();
    if (command == null) {
      return true;
    }
    faults.awaitRelease(command);
    if (!faults.takesReplyTo(command)) {
      return true;
    }
    close();
    return false;
  }

  /** With RESP2 a message is an array like others, but a subscriber gets no others of that name. */
  private boolean isPublished(Frame reply) {
    boolean mayBe = resp3 ? reply.isPush() : subscribed;
    return mayBe && PUBLISHED.contains(reply.word(0));
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, which is all that is wanted.
    }
  }
}
