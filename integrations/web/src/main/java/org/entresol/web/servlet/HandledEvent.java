package org.entresol.web.servlet;

/**
 * The event by which Spring says that a request was handled. Its servlet reads the client's address
 * and the session's identifier for it after each request, when the answer is complete and nothing
 * of them can come to be in it. Stateless.
 */
final class HandledEvent {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String SERVLET = "org.springframework.web.servlet.FrameworkServlet";
  private static final String METHOD = "publishRequestHandledEvent";

  /** Between Spring's servlet and a request lie no more than the wrappers of some filters. */
  private static final int MOST_FRAMES = 24;

  private HandledEvent() {}

  /** Whether the caller reads for it. */
  static boolean isBeingTold() {
    return WALKER.walk(
        frames ->
            frames
                .limit(MOST_FRAMES)
                .anyMatch(
                    frame ->
                        frame.getMethodName().equals(METHOD)
                            && frame.getClassName().equals(SERVLET)));
  }
}
