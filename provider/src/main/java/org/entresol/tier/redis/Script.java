package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The scripts that run in Redis, each put together from the {@code .lua} resources it needs. */
enum Script {
  /** Judges rows of the write table and carries them out. */
  MUTATE("numbers", "entry", "effects", "enqueue", "judge", "act", "mutate"),
  /** Stores entries whatever is there. */
  STORE("enqueue", "advance", "store"),
  /** Takes key leases and reads what is there. */
  LEASE("numbers", "entry", "lease"),
  /** Prolongs key leases. */
  EXTEND("numbers", "entry", "extend"),
  /** Leaves load tickets and reads what is there. */
  TICKET("numbers", "entry", "ticket"),
  /** Prolongs load locks. */
  PROLONG("prolong"),
  /** Takes load tickets away. */
  DISCARD("numbers", "entry", "discard"),
  /** Drops all entries of partitions. */
  CLEAR("numbers", "entry", "clear"),
  /** Unlinks what a clear has dropped. */
  SWEEP("numbers", "entry", "sweep"),
  /** Claims pending writes. */
  CLAIM("numbers", "forget", "waiting", "claim"),
  /** Prolongs claims. */
  RETAIN("numbers", "retain"),
  /** Takes over what became of claimed writes. */
  SETTLE("numbers", "forget", "bury", "settle"),
  /** Reads what the source has not got of keys. */
  UNWRITTEN("numbers", "entry", "unwritten"),
  /** Counts pending writes and dead letters. */
  BACKLOG("numbers", "backlog"),
  /** Reads some pending writes or dead letters. */
  PAGE("numbers", "page"),
  /** Makes a dead letter a pending write again. */
  REPLAY("numbers", "entry", "replay"),
  /** Takes a dead letter away. */
  DROP("numbers", "entry", "drop"),
  /** Puts aside what cannot be read of pending writes and dead letters. */
  ASIDE("forget", "aside"),
  /** Reads the record of a cache, or writes it. */
  OPEN("open");

  private final String text;
  private final String sha;

  Script(String... resources) {
    StringBuilder all = new StringBuilder();
    for (String resource : resources) {
      all.append(load(resource + ".lua"));
    }
    text = all.toString();
    sha = sha1(text);
  }

  private static String load(String name) {
    try (InputStream stream = Script.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + name + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return "%040x".formatted(new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The script itself. */
  String text() {
    return text;
  }

  /** The name that Redis gives it. */
  String sha() {
    return sha;
  }
}
