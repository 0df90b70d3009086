package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entresol.tier.SchemaTable;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one cache, in a hash beside its record: by fingerprints in hexadecimal. It goes
 * with the record, and this node does not make it again when it has let go of that. Thread-safe.
 */
final class RedisSchemas implements SchemaTable {

  private final RedisConnection connection;
  private final CacheRecord record;
  private final String name;

  RedisSchemas(RedisConnection connection, KeySpace keys, CacheRecord record) {
    this.connection = connection;
    this.record = record;
    this.name = keys.schemas();
  }

  @Override
  public String add(Map<Long, String> texts) {
    record.requirePermit();
    List<Object> arguments = new ArrayList<>();
    arguments.add(UUID.randomUUID().toString());
    texts.forEach(
        (fingerprint, text) -> {
          arguments.add(field(fingerprint));
          arguments.add(text.getBytes(UTF_8));
        });
    return record.unlessEnded(() -> add(arguments));
  }

  private String add(List<Object> arguments) {
    List<Object> answer =
        connection.await(
            connection.run(Script.SCHEMAS, name, List.of(name), arguments.toArray()),
            "keep the schemas of classes");
    return text(answer);
  }

  @Override
  public @Nullable String find(long fingerprint) {
    record.requirePermit();
    String text =
        text(connection.await(connection.fields(name, field(fingerprint)), "read a schema"));
    return text.isEmpty() ? null : text;
  }

  private static String field(long fingerprint) {
    return "%016x".formatted(fingerprint);
  }

  private static String text(List<Object> answer) {
    return answer.get(0) instanceof byte[] some ? new String(some, UTF_8) : "";
  }
}
