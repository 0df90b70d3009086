package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The scripts that run in Redis, each put together from the {@code .lua} resources it needs.
 *
 * <p>What comes first is what those that follow use. Functions are made anew at each call of a
 * script, so that each is given no part that it does not need.
 */
enum Script {
  /** Judges rows of the write table and carries them out. */
  MUTATE(
      "names",
      "keys",
      "rows",
      "clock",
      "numbers",
      "sequence",
      "expired",
      "recalls",
      "entry",
      "body",
      "stored",
      "pending",
      "enqueue",
      "effects",
      "life",
      "judge",
      "mutate"),
  /** Stores one entry whatever is there. */
  PUT("clock", "sequence", "entry", "put"),
  /** Carries out one row that has no lease, ticket or pending write. */
  STEP("clock", "numbers", "sequence", "expired", "recalls", "entry", "stored", "life", "step"),
  /** Stores entries whatever is there. */
  STORE(
      "names",
      "blind",
      "clock",
      "numbers",
      "sequence",
      "entry",
      "pending",
      "enqueue",
      "written",
      "store"),
  /** Takes key leases and reads what is there. */
  LEASE("names", "keys", "clock", "numbers", "expired", "recalls", "stored", "lease"),
  /** Prolongs key leases. */
  EXTEND("names", "keys", "numbers", "extend"),
  /** Leaves load tickets and reads what is there. */
  TICKET("names", "keys", "clock", "numbers", "expired", "recalls", "stored", "ticket"),
  /** Prolongs load locks. */
  PROLONG("prolong"),
  /** Leaves what loads must have seen. */
  HORIZON("horizon"),
  /** Takes load tickets away. */
  DISCARD("names", "keys", "numbers", "discard"),
  /** Drops all entries of partitions. */
  CLEAR("names", "sequence", "clear"),
  /** Makes sequences that are missing. */
  BEGIN("numbers", "sequence", "begin"),
  /** Drops all entries that have one of some tags, or lets them expire. */
  RECALL("names", "clock", "numbers", "sequence", "expired", "recalls", "expire", "recall"),
  /** Forgets what was recalled long ago. */
  TRIM("names", "expiries", "trim"),
  /** Reads what was recalled in a partition. */
  FLOORS("names", "numbers", "expiries", "floors"),
  /** Unlinks what a clear or recall has dropped. */
  SWEEP("names", "keys", "clock", "numbers", "expired", "recalls", "stored", "sweep"),
  /** Claims pending writes. */
  CLAIM("names", "clock", "numbers", "claims", "forget", "waiting", "claim"),
  /** Prolongs claims. */
  RETAIN("names", "clock", "numbers", "claims", "retain"),
  /** Takes over what became of claimed writes. */
  SETTLE("names", "clock", "numbers", "claims", "forget", "letter", "bury", "settle"),
  /** Reads what the source has not got of keys. */
  UNWRITTEN("names", "keys", "unwritten"),
  /** Counts pending writes and dead letters. */
  BACKLOG("names", "clock", "backlog"),
  /** Reads some pending writes or dead letters. */
  PAGE("names", "page"),
  /** Reads how entries begin. */
  HEAD("head"),
  /** Makes a dead letter a pending write again. */
  REPLAY("names", "keys", "clock", "pending", "letter", "replay"),
  /** Takes a dead letter away. */
  DROP("names", "keys", "drop"),
  /** Puts aside what cannot be read of pending writes and dead letters. */
  ASIDE("names", "forget", "aside"),
  /** Reads the record of a cache, or writes it. */
  OPEN("open"),
  /** Adds schemas to those of a cache. */
  SCHEMAS("schemas"),
  /** Takes the lead of a task, or gives it back. */
  LEAD("lead"),
  /** Tries the commands that the user of a node has to be allowed. */
  TRY("names", "try");

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
