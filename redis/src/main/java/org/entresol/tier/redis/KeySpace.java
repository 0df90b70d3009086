package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.tier.Glob;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * The names of one cache's keys in Redis. All keys of a partition share a hash tag, so that one
 * script may touch them. Immutable.
 */
final class KeySpace {

  /** The first byte of a key that is not readable text. */
  private static final byte BINARY = 'k';

  /** The longest name that fits into an announcement, in bytes. */
  private static final int LONGEST_NAME = 0xffff;

  private static final Pattern HALF = Pattern.compile("\\p{Cs}");

  private static final Pattern ESCAPE = Pattern.compile("%(25|7B|7D|3A|u[0-9a-f]{4})");

  private final String cache;
  private final String record;
  private final Partition[] partitions;

  /**
   * The names of one partition: what all its keys begin with, its sequence, its floor and its
   * epoch.
   */
  private static final class Partition {

    private final String sequence;
    private final String floor;
    private final String epoch;
    private final byte[] entries;
    private final byte[] tickets;
    private final byte[] leases;

    Partition(String base) {
      this.sequence = base + "seq";
      this.floor = base + "floor";
      this.epoch = base + "ge";
      this.entries = (base + "e:").getBytes(UTF_8);
      this.tickets = (base + "t:").getBytes(UTF_8);
      this.leases = (base + "x:").getBytes(UTF_8);
    }

    String sequence() {
      return sequence;
    }

    String floor() {
      return floor;
    }

    String epoch() {
      return epoch;
    }

    byte[] entries() {
      return entries;
    }

    byte[] tickets() {
      return tickets;
    }

    byte[] leases() {
      return leases;
    }
  }

  KeySpace(String namespace, String cacheName, OptionalInt version, int partitions) {
    this.cache = namespace + ":{" + named(cacheName, version) + ":";
    this.record = record(namespace, cacheName, version);
    this.partitions = new Partition[partitions];
    for (int p = 0; p < partitions; p++) {
      this.partitions[p] = new Partition(cache + p + "}:");
    }
  }

  /** The name of the record of a cache. */
  static String record(String namespace, String cacheName, OptionalInt version) {
    return namespace + ":" + named(cacheName, version);
  }

  /** No escaped name has a per cent sign before a {@code v}, so none is that of a version. */
  private static String named(String cacheName, OptionalInt version) {
    String name = escape(cacheName);
    return version.isPresent() ? name + "%v" + version.getAsInt() : name;
  }

  /** What the names of all keys of all partitions begin with. */
  String prefix() {
    return cache;
  }

  String record() {
    return record;
  }

  /** The name of the schemas of a cache, beside its record. */
  String schemas() {
    return record + ":schemas";
  }

  int partitions() {
    return partitions.length;
  }

  /** The hash of a key spreads similar keys over all partitions (FNV-1a, mixed once more). */
  int partitionOf(byte[] key) {
    int hash = 0x811c9dc5;
    for (byte b : key) {
      hash = (hash ^ b) * 0x01000193;
    }
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    return Integer.remainderUnsigned(hash ^ (hash >>> 13), partitions.length);
  }

  String sequence(int partition) {
    return partitions[partition].sequence();
  }

  String floor(int partition) {
    return partitions[partition].floor();
  }

  /** The name of what says when something was recalled last. */
  String epoch(int partition) {
    return partitions[partition].epoch();
  }

  /**
   * The name of an entry.
   *
   * @throws TierException if it is longer than announcements can tell
   */
  byte[] entry(int partition, byte[] key) {
    byte[] name = joined(partitions[partition].entries(), own(key));
    if (name.length > LONGEST_NAME) {
      throw new TierException(
          "A key of %,d bytes is too long for %s: it may have %,d"
              .formatted(key.length, record, LONGEST_NAME - name.length + key.length),
          null,
          true);
    }
    return name;
  }

  /** The name of the load tickets of a key. */
  byte[] ticket(int partition, byte[] key) {
    return joined(partitions[partition].tickets(), own(key));
  }

  /** The name of the lease of a key. */
  byte[] lease(int partition, byte[] key) {
    return joined(partitions[partition].leases(), own(key));
  }

  /** The name of what loads of a key must have seen. */
  byte[] horizon(int partition, byte[] key) {
    return joined(besides(partition, "d:").getBytes(UTF_8), own(key));
  }

  /** The name of what all loads of a partition must have seen. */
  String horizon(int partition) {
    return besides(partition, "d");
  }

  private static byte[] joined(byte[] base, byte[] own) {
    byte[] name = Arrays.copyOf(base, base.length + own.length);
    System.arraycopy(own, 0, name, base.length, own.length);
    return name;
  }

  /** The names of sequence and entry of each key, by turns: what most scripts are told. */
  List<Object> names(Collection<byte[]> some) {
    List<Object> names = new ArrayList<>(2 * some.size());
    for (byte[] key : some) {
      int partition = partitionOf(key);
      names.add(sequence(partition));
      names.add(entry(partition, key));
    }
    return names;
  }

  /** What the names of all that belongs to a key end with. */
  byte[] own(byte[] key) {
    return (key[0] == BINARY) ? readable(key) : key;
  }

  /** The name of a key's load lock, for a client that takes names as text. */
  String lock(int partition, byte[] key) {
    return locks(partition) + new String(own(key), UTF_8);
  }

  private String locks(int partition) {
    return besides(partition, "l:");
  }

  /** The name of something else in a partition. */
  String besides(int partition, String end) {
    return cache + partition + "}:" + end;
  }

  /** The name of something else in the partition of a sequence. */
  static String beside(String sequence, String end) {
    return sequence.substring(0, sequence.length() - "seq".length()) + end;
  }

  /** Binary keys become text, so that every name can be read, matched and scanned. */
  private static byte[] readable(byte[] key) {
    byte[] text =
        Base64.getUrlEncoder().withoutPadding().encode(Arrays.copyOfRange(key, 2, key.length));
    byte[] named = new byte[text.length + 2];
    named[0] = key[0];
    named[1] = key[1];
    System.arraycopy(text, 0, named, 2, text.length);
    return named;
  }

  /** The key in the name of an entry of this cache; null for any other name. */
  byte @Nullable [] keyOf(byte[] name) {
    return keyOf(name, Partition::entries);
  }

  /** The key in the name of load tickets of this cache; null for any other name. */
  byte @Nullable [] keyOfTicket(byte[] name) {
    return keyOf(name, Partition::tickets);
  }

  private byte @Nullable [] keyOf(byte[] name, Function<Partition, byte[]> kind) {
    int partition = partitionIn(name);
    byte[] start = (partition < 0) ? null : kind.apply(partitions[partition]);
    return (start == null || !startsWith(name, start))
        ? null
        : keyOfOwn(Arrays.copyOfRange(name, start.length, name.length));
  }

  /** The key whose names end like this; null if there is none. */
  byte @Nullable [] keyOfOwn(byte[] own) {
    if (own.length < 2) {
      return null;
    }
    return (own[0] == BINARY) ? binary(own) : own;
  }

  private static byte @Nullable [] binary(byte[] own) {
    try {
      byte[] rest = Base64.getUrlDecoder().decode(Arrays.copyOfRange(own, 2, own.length));
      byte[] key = new byte[rest.length + 2];
      key[0] = own[0];
      key[1] = own[1];
      System.arraycopy(rest, 0, key, 2, rest.length);
      return key;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The partition in the name of a key of this cache; -1 for any other name. */
  int partitionIn(byte[] name) {
    byte[] start = cache.getBytes(UTF_8);
    if (!startsWith(name, start)) {
      return -1;
    }
    int partition = 0;
    int i = start.length;
    while (i < name.length && name[i] >= '0' && name[i] <= '9' && partition < partitions.length) {
      partition = partition * 10 + name[i++] - '0';
    }
    boolean ends = i > start.length && i < name.length && name[i] == '}';
    return (ends && partition < partitions.length) ? partition : -1;
  }

  private static boolean startsWith(byte[] name, byte[] start) {
    return name.length >= start.length
        && Arrays.equals(name, 0, start.length, start, 0, start.length);
  }

  /** The pattern of the names of entries whose keys look like something. */
  String entriesPattern(Glob keys) {
    return glob(cache) + "*}:e:" + wild(keys);
  }

  /** The pattern of the names of load tickets of such keys. */
  String ticketsPattern(Glob keys) {
    return glob(cache) + "*}:t:" + wild(keys);
  }

  private static String wild(Glob keys) {
    return glob(keys.text()).replace("\\*", "*");
  }

  /** The pattern of the names of everything in all partitions. */
  String everythingPattern() {
    return glob(cache) + "*}:*";
  }

  private static String glob(String text) {
    return text.replaceAll("([\\[\\]*?\\\\^])", "\\\\$1");
  }

  /**
   * Braces and colons of a cache's name would be taken for those of the tag, and half a surrogate
   * pair has no form in UTF-8.
   */
  private static String escape(String cacheName) {
    String escaped =
        cacheName.replace("%", "%25").replace("{", "%7B").replace("}", "%7D").replace(":", "%3A");
    return HALF.matcher(escaped)
        .replaceAll(half -> "%u" + Integer.toHexString(half.group().charAt(0)));
  }

  /** The name of a cache that is escaped so. */
  static String unescape(String escaped) {
    return ESCAPE
        .matcher(escaped)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Character.toString(
                        (char) Integer.parseInt(found.group().replaceFirst("%u?", ""), 16))));
  }
}
