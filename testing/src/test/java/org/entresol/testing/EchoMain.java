package org.entresol.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A program that repeats each line it is sent, until `exit N`; `server` starts one of its own. */
final class EchoMain {
  private EchoMain() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready " + String.join(" ", arguments));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("exit ")) {
        System.exit(Integer.parseInt(line.substring(5)));
      }
      System.out.println(
          line.equals("server") ? "port " + RedisServer.start().port() : "echo " + line);
    }
  }
}
